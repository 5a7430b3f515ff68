package io.mmp.test.container;

import io.mmp.test.Internal;
import java.io.InputStream;

/**
 * Reads images from this machine's Docker daemon.
 *
 * @since 0.1.0
 */
@Internal
public final class ImageExport {

    private ImageExport() {}

    /**
     * Open an image as {@code docker save} writes it.
     *
     * @throws ContainerException if there is no daemon, or it has no such image
     */
    public static InputStream open(String image) {
        return DockerEngine.find().export(image);
    }
}
