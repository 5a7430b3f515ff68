package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that each POSIX system has, or may have, in {@code PATH} or where such programs are.
 *
 * @param name its name
 * @since 0.1.0
 */
@Internal
public record PosixTool(String name) {

    /** Where macOS has {@code ps} and {@code lsof}, which need not be in the {@code PATH} of a JVM. */
    private static final String PLACES = "/usr/bin:/bin:/usr/sbin:/sbin";

    static String path() {
        return Program.path() + ":" + PLACES;
    }

    boolean isInstalled() {
        return Program.find(name, path()).isPresent();
    }

    /** Return the lines that it writes with these arguments; none if it is not there. */
    public List<String> lines(String... arguments) {
        return text(UTF_8, arguments).lines().toList();
    }

    /** Return what it writes with these arguments; nothing if it is not there. */
    String text(Charset charset, String... arguments) {
        Optional<List<String>> command = Program.find(name, path())
                .map(program -> Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList());
        if (command.isEmpty()) {
            return "";
        }
        ProcessBuilder builder = new ProcessBuilder(command.get()).redirectError(Redirect.DISCARD);
        // It is none of the processes that are looked for.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("MMP_TEST_"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                return new String(output.readAllBytes(), charset);
            }
        } catch (IOException notHere) {
            return "";
        }
    }
}
