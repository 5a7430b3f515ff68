package io.mmp.test.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes what a run found: text, JSON, an HdrHistogram log and one HTML page that needs nothing beside itself.
 *
 * <pre>{@code
 * LoadReport.of(result).writeTo(Path.of("target/load"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class LoadReport {

    private final LoadResult result;

    private LoadReport(LoadResult result) {
        this.result = result;
    }

    /** Report on a run. */
    public static LoadReport of(LoadResult result) {
        return new LoadReport(result);
    }

    /** Return the report as text of a few lines. */
    public String text() {
        return TextReport.of(result);
    }

    /**
     * Write {@code load.txt}, {@code load.json}, {@code load.hlog} and {@code load.html} into a directory, which is made if it does not
     * exist. Files of these names are replaced.
     *
     * @throws LoadException if one of them cannot be written: the others are, and the message has the report as text
     */
    public void writeTo(Path directory) {
        Map<String, Supplier<String>> files = new LinkedHashMap<>();
        files.put("load.txt", this::text);
        files.put("load.json", () -> JsonReport.of(result));
        files.put("load.hlog", () -> HdrLog.write(result));
        files.put("load.html", () -> HtmlReport.of(result));
        List<IOException> failures = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw lost("Directory %s of the report cannot be made".formatted(directory), e);
        }
        files.forEach((name, content) -> {
            Path file = directory.resolve(name);
            try {
                write(file, content.get());
            } catch (IOException e) {
                failures.add(e);
                failed.add(file.toString());
            }
        });
        if (!failures.isEmpty()) {
            LoadException thrown =
                    lost("The report cannot be written to " + String.join(", ", failed), failures.get(0));
            failures.stream().skip(1).forEach(thrown::addSuppressed);
            throw thrown;
        }
    }

    private static void write(Path file, String content) throws IOException {
        try {
            Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Half a report would be taken for a whole one.
            if (Files.isRegularFile(file)) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
    }

    private LoadException lost(String what, IOException cause) {
        return new LoadException(
                "%s (%s). Make room, or name a directory that can be written. What it says:%n%s"
                        .formatted(what, cause, text()),
                cause);
    }
}
