package io.mmp.test.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.failure.FailureReport.Seen;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes what a failed test leaves to a directory of its own, {@code CLASS/METHOD/INVOCATION} by the segments of its unique id, each a
 * {@linkplain SafeName safe name}. One that failed before, in this run or an earlier one, keeps its files: the next is {@code ~2}.
 */
record FailureFiles(Path directory, ExtensionContext context) {

    private static final Pattern SEGMENT = Pattern.compile("\\[([^:\\]]+):([^\\]]*)\\]");
    private static final Patience SAVING = new Patience(Duration.ofSeconds(60));

    /** Write the files and return where they are. */
    Path write(Throwable failure, Map<String, Seen> evidence, Map<String, String> texts) throws IOException {
        Path place = claim();
        StringBuilder report = new StringBuilder("Test: %s\nId: %s\nFailure: %s\n"
                .formatted(
                        FailureReport.nameOf(context),
                        context.getUniqueId(),
                        ReadableText.of(failure.toString(), System.getenv())));
        texts.values().forEach(text -> report.append('\n').append(text).append('\n'));
        for (Map.Entry<String, Seen> one : evidence.entrySet()) {
            Path own = Files.createDirectories(place.resolve(SafeName.of(one.getKey())));
            try {
                SAVING.await(() -> {
                    save(one.getValue(), own);
                    return own;
                });
            } catch (Exception e) {
                report.append("\nNot all of %s is kept: %s\n".formatted(one.getKey(), e));
            }
        }
        Files.write(place.resolve("report.txt"), report.toString().getBytes(UTF_8));
        return place;
    }

    private static void save(Seen seen, Path directory) throws IOException {
        if (!seen.log().isEmpty()) {
            Files.write(
                    directory.resolve("server.log"),
                    ReadableText.masked(seen.log(), seen.environment()).getBytes(UTF_8));
        }
        seen.evidence().save(directory);
    }

    private Path claim() throws IOException {
        List<String> names = SEGMENT.matcher(context.getUniqueId())
                .results()
                .filter(segment -> !segment.group(1).equals("engine"))
                .map(segment -> SafeName.of(segment.group(2)))
                .toList();
        Path parent = directory;
        for (String name : names.subList(0, names.size() - 1)) {
            parent = parent.resolve(name);
        }
        Files.createDirectories(parent);
        String last = names.get(names.size() - 1);
        for (int number = 1; ; number++) {
            try {
                return Files.createDirectory(parent.resolve(number == 1 ? last : last + "~" + number));
            } catch (FileAlreadyExistsException e) {
                // Of a test that failed before.
            }
        }
    }
}
