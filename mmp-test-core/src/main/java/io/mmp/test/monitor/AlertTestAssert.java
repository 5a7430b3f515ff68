package io.mmp.test.monitor;

import io.mmp.test.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what alert rules do over time.
 *
 * @since 0.1.0
 */
public class AlertTestAssert extends AbstractAssert<AlertTestAssert, AlertTest> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<AlertTest, AlertTestAssert> ALERT_TEST =
            new InstanceOfAssertFactory<>(AlertTest.class, AlertTestAssert::new);

    private static final Pattern FAILED = Pattern.compile(
            "# expectation (\\d+)\", time: [^\\n]*\\n\\s*exp:[^\\n]*\\n\\s*got:\\s*(?:\\{}\\s*)?([^\\s,]*)");

    /** Start assertions, for AssertJ's soft assertions; others use {@link MonitorAssertions#assertThat(AlertTest)}. */
    public AlertTestAssert(@Nullable AlertTest actual) {
        super(actual, AlertTestAssert.class);
    }

    /**
     * Verify by {@code promtool test rules} that each alert is what is expected of it at its time.
     *
     * <pre><code>
     * assertThat(test.expectFiring("ServiceDown", Duration.ofMinutes(1))).passes(); // passes with for: 1m
     * assertThat(test.expectFiring("ServiceDown", Duration.ofSeconds(59))).passes(); // fails: it is pending
     * </code></pre>
     *
     * @throws MonitorException if promtool is not installed
     */
    public AlertTestAssert passes() {
        isNotNull();
        if (actual.expectations().isEmpty()) {
            throw new MonitorException("A test of %s expects nothing: say what fires when.".formatted(actual));
        }
        Promtool.Answer answer = run();
        if (answer.passed()) {
            return myself;
        }
        List<String> failures = new ArrayList<>();
        Matcher matcher = FAILED.matcher(answer.output());
        while (matcher.find()) {
            AlertExpectation expectation = actual.expectations().get(Integer.parseInt(matcher.group(1)));
            failures.add(expectation.failure(Numbers.parse(matcher.group(2))));
        }
        if (failures.isEmpty()) {
            failWithMessage("%nExpecting %s to be as expected, but promtool says:%n%s", actual, answer.output());
        }
        failWithMessage(
                "%nExpecting %s to be as expected, but of %s:%n  %s",
                actual, Words.count(actual.expectations().size(), "expectation"), MetricsAssert.shown(failures));
        return myself;
    }

    private Promtool.Answer run() {
        try {
            Path file = Files.createTempFile("mmp-alert-test", ".yml");
            try {
                Files.writeString(file, actual.file());
                return Promtool.run(List.of("test", "rules", file.toString()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
