package io.mmp.test.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads the texts that come with the classes of this library, such as scripts and pages. */
public final class TextResource {

    private TextResource() {}

    /**
     * Read a whole text.
     *
     * @param neighbour a class of the package that the text is in
     * @param name the name of its file
     * @throws IllegalStateException if it is not there, as in a jar that somebody has cut down
     */
    public static String read(Class<?> neighbour, String name) {
        try (@Nullable InputStream in = neighbour.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The file %s of the package %s is missing beside its classes. Use the jar as it was published."
                                .formatted(name, neighbour.getPackageName()));
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
