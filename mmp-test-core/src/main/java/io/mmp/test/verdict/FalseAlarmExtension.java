package io.mmp.test.verdict;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Publishes how probable it is at most that a test fails by accident: a report entry {@code mmp.verdict.false.alarm} with the sum of {@link
 * Verdict#falseAlarm()} over the verdicts that the test has judged, if it has judged any.
 *
 * <p>The entry stands in the reports of build tools and IDEs. The group metrics need no extension: they count verdicts as well as entries, and
 * each once. Register it with {@code @ExtendWith}, or for all tests with JUnit's {@code junit.jupiter.extensions.autodetection.enabled}.
 *
 * @since 0.1.0
 */
public final class FalseAlarmExtension implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(FalseAlarmExtension.class);

    /** Create an extension; JUnit does. */
    public FalseAlarmExtension() {}

    private record Counting(DoubleAdder sum, DoubleConsumer around) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        DoubleAdder sum = new DoubleAdder();
        context.getStore(NAMESPACE).put(context.getUniqueId(), new Counting(sum, FalseAlarms.countWith(sum::add)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Counting counting = context.getStore(NAMESPACE).remove(context.getUniqueId(), Counting.class);
        if (counting == null) {
            return; // an extension before this one has failed
        }
        FalseAlarms.countWith(counting.around);
        double sum = counting.sum.sum();
        if (sum > 0) {
            context.publishReportEntry(FalseAlarms.ENTRY, String.valueOf(Math.min(1, sum)));
        }
    }
}
