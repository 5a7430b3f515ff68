package io.mmp.test.mlflow.embedded.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.wire.RestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who may write to the artifacts puts links in the place of directories while files are written and deleted. */
@EnabledOnOs(OS.LINUX)
class SymbolicLinkTests {

    private static final int UPLOADS = 3_000;

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path outside = Path.of("");
    private ArtifactStore store = new ArtifactStore(root);

    @BeforeEach
    void create() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        outside = Files.createDirectory(temp.resolve("outside"));
        store = new ArtifactStore(root);
    }

    @Test
    void no_upload_lands_outside_the_root() throws Exception {
        int written = whileSwapped(i -> store.write("d/e/f" + i, content()));

        assertThat(filesOutside()).isZero();
        assertThat(written).isPositive();
    }

    @Test
    void no_delete_reaches_outside_the_root() throws Exception {
        Files.createDirectories(outside.resolve("e"));
        for (int i = 0; i < UPLOADS; i++) {
            Files.createFile(outside.resolve("e/f" + i));
        }
        whileSwapped(i -> store.delete("d/e/f" + i));

        assertThat(filesOutside()).isEqualTo(UPLOADS);
    }

    @Test
    void a_link_to_elsewhere_in_the_root_is_followed() throws IOException {
        Files.createDirectories(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));

        store.write("link/deep/f", content());

        assertThat(root.resolve("real/deep/f")).hasContent("content");
        store.delete("link/deep");
        assertThat(root.resolve("real")).isEmptyDirectory();
    }

    private interface Step {
        void take(int number) throws IOException;
    }

    private int whileSwapped(Step step) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread swapping = new Thread(() -> {
            while (!done.get()) {
                swap();
            }
        });
        swapping.start();
        int taken = 0;
        try {
            for (int i = 0; i < UPLOADS; i++) {
                try {
                    step.take(i);
                    taken++;
                } catch (RestException | IOException refused) {
                    // As it should be while the link is there.
                }
            }
        } finally {
            done.set(true);
            swapping.join();
        }
        return taken;
    }

    /** Let a directory and a link to outside take turns. */
    private void swap() {
        Path directory = root.resolve("d");
        try {
            if (!Files.isSymbolicLink(directory) && Files.exists(directory)) {
                Files.move(directory, root.resolve("kept" + System.nanoTime()));
            }
            Files.deleteIfExists(directory);
            Files.createSymbolicLink(directory, outside);
            Files.deleteIfExists(directory);
            Files.createDirectories(directory.resolve("e"));
        } catch (IOException othersWereFaster) {
            // The next round is soon.
        }
    }

    private long filesOutside() throws IOException {
        try (Stream<Path> files = Files.walk(outside)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static ByteArrayInputStream content() {
        return new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8));
    }
}
