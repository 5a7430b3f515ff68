package io.mmp.test.failure;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Publishes what a failed test has found in its servers.
 *
 * <p>As entries, not as files of JUnit's: those would be written where nobody has asked for any. Surefire shows no entries, so that the
 * logger gets the text as well.
 */
final class FailureReport {

    private static final Logger LOG = System.getLogger("io.mmp.test.failure");
    private static final String ENTRY = "mmp.failure.";
    private static final Patience READING = new Patience(Duration.ofSeconds(10));

    private FailureReport() {}

    /** Publish it; whatever goes wrong with that is logged and changes nothing of the test's outcome. */
    static void publish(
            ExtensionContext context, Throwable failure, List<Supplier<Evidence>> found, FailureSettings settings) {
        attempt(context, () -> {
            Map<String, Seen> evidence = named(found);
            Map<String, String> texts = new LinkedHashMap<>();
            evidence.forEach((name, one) -> texts.put(ENTRY + name, text(one)));
            attempt(context, () -> context.publishReportEntry(texts));
            LOG.log(Level.INFO, "{0} failed. {1}", nameOf(context), String.join("\n", texts.values()));
            settings.directory()
                    .ifPresent(directory -> attempt(context, () -> {
                        Path kept = new FailureFiles(directory, context).write(failure, evidence, texts);
                        context.publishReportEntry(ENTRY + "files", kept.toString());
                    }));
            settings.keepFor()
                    .ifPresent(limit -> attempt(
                            context,
                            () -> KeptServers.OF_THIS_JVM.keep(
                                    nameOf(context),
                                    titles(evidence),
                                    limit,
                                    text -> context.publishReportEntry("mmp.kept", text))));
        });
    }

    /**
     * Something that ran for the test.
     *
     * @param log its output before it was asked anything: a server tells of requests, too
     */
    record Seen(Evidence evidence, String log) {

        /** Return the variables whose values are not shown, if they are named like secrets. */
        Map<String, String> environment() {
            Map<String, String> all = new LinkedHashMap<>(System.getenv());
            all.putAll(evidence.environment());
            return all;
        }
    }

    private static Map<String, Seen> named(List<Supplier<Evidence>> found) {
        Map<String, Seen> named = new LinkedHashMap<>();
        for (Supplier<Evidence> supplier : found) {
            Evidence evidence = supplier.get();
            String name = evidence.name();
            for (int number = 2; named.containsKey(name); number++) {
                name = evidence.name() + "-" + number;
            }
            named.put(name, new Seen(evidence, log(evidence)));
        }
        return named;
    }

    private static List<String> titles(Map<String, Seen> evidence) {
        List<String> titles = new ArrayList<>();
        for (Seen seen : evidence.values()) {
            Evidence one = seen.evidence();
            one.uri().ifPresent(uri -> {
                String title = one.title();
                String addressed = title.contains(uri.toString()) ? title : title + " at " + uri;
                titles.add(ReadableText.of(addressed, Map.of()).replaceFirst("\\.$", ""));
            });
        }
        return titles;
    }

    private static String text(Seen seen) {
        Map<String, String> secrets = seen.environment();
        StringBuilder text = new StringBuilder(ReadableText.of(seen.evidence().title(), secrets));
        String content = content(seen.evidence());
        if (!content.isEmpty()) {
            text.append('\n').append(ReadableText.of(content, secrets));
        }
        if (!seen.log().isBlank()) {
            text.append("\nLast output:\n").append(ReadableText.tail(seen.log(), secrets));
        }
        return text.toString();
    }

    private static String content(Evidence evidence) {
        try {
            return READING.await(evidence::content);
        } catch (Exception e) {
            return "  (not read: %s)".formatted(messageOf(e));
        }
    }

    private static String log(Evidence evidence) {
        try {
            return evidence.log();
        } catch (RuntimeException e) {
            return "(not read: %s)".formatted(messageOf(e));
        }
    }

    private static String messageOf(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    static String nameOf(ExtensionContext context) {
        String test = context.getDisplayName();
        ExtensionContext at = context;
        while (at.getTestClass().isEmpty() && at.getParent().isPresent()) {
            at = at.getParent().get();
        }
        String type = at.getTestClass().map(Class::getSimpleName).orElse("");
        return type.isEmpty() || type.equals(test) ? test : type + " > " + test;
    }

    private interface Step {
        void run() throws Exception;
    }

    /** The test has failed for a reason of its own, which nothing in here may hide. */
    private static void attempt(ExtensionContext context, Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            LOG.log(
                    Level.WARNING,
                    "What {0} has left is not reported in full: {1}",
                    nameOf(context),
                    e.toString()); // as an argument of the text, not as a stack trace
        }
    }
}
