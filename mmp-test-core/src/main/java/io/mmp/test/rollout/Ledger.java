package io.mmp.test.rollout;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** What the service and the predictors counted, taken at the steps' boundaries. */
final class Ledger {

    /** A service may count a request a little after it answered it. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final @Nullable Callable<Map<String, Long>> statistics;
    private final @Nullable Callable<Map<String, Long>> predictions;
    private final List<Map<String, Long>> taken = new ArrayList<>();
    private Map<String, Long> before = Map.of();
    private Map<String, Long> after = Map.of();

    /**
     * What was counted.
     *
     * @param steps what the service counted from one change of the weight to the next; null if it was not asked
     * @param predictions what the predictors counted over the whole run; null if they were not asked
     */
    record Book(
            @Nullable List<Map<String, Long>> steps,
            @Nullable Map<String, Long> predictions) {

        /** Return the sums of the steps. */
        Map<String, Long> total() {
            Map<String, Long> total = new LinkedHashMap<>();
            if (steps != null) {
                steps.forEach(step -> step.forEach((arm, count) -> total.merge(arm, count, Long::sum)));
            }
            return total;
        }
    }

    Ledger(Controls controls) {
        this.statistics = controls.statistics();
        this.predictions = controls.predictions();
    }

    /** Begin: what was counted before does not count. */
    void open() throws StepFailure {
        read("The statistics", statistics);
        before = read("What the predictors counted", predictions);
        after = before;
    }

    /** Take what was counted in the step that is over. */
    void take() throws StepFailure {
        taken.add(read("The statistics", statistics));
    }

    /** Take what is left, until all answers are counted, or for two seconds. */
    void settle(RolloutResult result) throws StepFailure {
        take();
        StepFailure[] failure = new StepFailure[1];
        try {
            // In this thread: another would be interrupted while it reads, when the time is over.
            await().pollInSameThread()
                    .atMost(SETTLING)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> isSettled(result, failure));
        } catch (ConditionTimeoutException late) {
            // What is missing then, an assertion says.
        }
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private boolean isSettled(RolloutResult result, StepFailure[] failure) {
        try {
            after = read("What the predictors counted", predictions);
            if (result.with(book()).missing().isEmpty()) {
                return true;
            }
            read("The statistics", statistics)
                    .forEach((arm, count) -> taken.get(taken.size() - 1).merge(arm, count, Long::sum));
            return false;
        } catch (StepFailure e) {
            failure[0] = e;
            return true;
        }
    }

    Book book() {
        Map<String, Long> counted = new LinkedHashMap<>();
        after.forEach((arm, count) -> counted.put(arm, count - before.getOrDefault(arm, 0L)));
        return new Book(statistics == null ? null : List.copyOf(taken), predictions == null ? null : counted);
    }

    private static Map<String, Long> read(String what, @Nullable Callable<Map<String, Long>> source)
            throws StepFailure {
        if (source == null) {
            return new LinkedHashMap<>();
        }
        try {
            return new LinkedHashMap<>(source.call());
        } catch (Exception | AssertionError e) {
            throw new StepFailure("%s could not be read: %s.".formatted(what, e), e);
        }
    }
}
