package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server has written to its standard output and standard error. */
final class ServerLog {

    /** A test that wants more than this of a log wants the file, not a String. */
    private static final int LIMIT = 1 << 20;

    private static final int TAIL_LINES = 25;

    private final Path file;
    private volatile String kept = "";
    private volatile long runStart;

    ServerLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Return the output, its last MiB when it is longer. */
    String text() {
        return textFrom(0);
    }

    private String textFrom(long earliest) {
        // Not a channel: one of those is closed by the interrupt of a thread, and a server must be stopped in an
        // interrupted one too.
        try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(Math.min(earliest, output.length()), output.length() - LIMIT);
            byte[] bytes = new byte[(int) (output.length() - start)];
            output.seek(start);
            int read = output.read(bytes);
            return read < 0 ? "" : new String(bytes, 0, read, UTF_8);
        } catch (FileNotFoundException notYetOrNoMore) {
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From here on {@link #find} sees only what a new run of the server writes. */
    void startRun() {
        runStart = file.toFile().length(); // 0 when there is no file yet
    }

    /** Find the first line that matches. The last one counts when its end has come: a number in it may be half written. */
    Optional<Matcher> find(Pattern pattern) {
        String text = textFrom(runStart);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .findFirst();
    }

    /** Return the last lines, indented for a message. */
    String tail() {
        List<String> lines = text().lines().toList();
        if (lines.isEmpty()) {
            return "  (none)";
        }
        return lines.stream()
                .skip(Math.max(0, lines.size() - TAIL_LINES))
                .collect(Collectors.joining("\n  ", "  ", ""));
    }

    /** Remember the output before its file is deleted. */
    void keep() {
        kept = text();
    }
}
