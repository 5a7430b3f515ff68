package io.mmp.test.load;

import io.mmp.test.text.Quantities;
import io.mmp.test.text.Words;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Quantile;
import io.mmp.test.verdict.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.assertj.core.api.AssertProvider;

/**
 * What became of each request of a run.
 *
 * <p>Each one that was due is in it: answered, failed, not answered in time, or never sent. A request that failed has no latency: it counts
 * as infinitely slow, since a fast error is not a fast answer.
 *
 * @since 0.1.0
 */
public final class LoadResult implements AssertProvider<LoadAssert> {

    private final RunPlan plan;
    private final List<Flight> flights;

    LoadResult(RunPlan plan, List<Flight> flights) {
        this.plan = plan;
        this.flights = flights;
    }

    /** Return what the run is called. */
    public String name() {
        return plan.name();
    }

    /** Return who decided when a request is sent. */
    public LoadModel model() {
        return plan.model();
    }

    /** Return the names of the tasks. */
    public List<String> tasks() {
        return plan.tasks();
    }

    /**
     * Return the requests of one task alone.
     *
     * @throws LoadException if no task has this name
     */
    public LoadResult of(String task) {
        int number = plan.tasks().indexOf(task);
        if (number < 0) {
            throw new LoadException("Load '%s' has no task '%s', but %s.".formatted(plan.name(), task, plan.tasks()));
        }
        return new LoadResult(
                plan, flights.stream().filter(flight -> flight.task() == number).toList());
    }

    /** Return how many requests were due. */
    public int asked() {
        return flights.size();
    }

    /** Return how many requests were sent. */
    public int sent() {
        return count(Flight::isSent);
    }

    /** Return how many requests were answered in time, well or with an error. */
    public int answered() {
        return count(Flight::isAnswered);
    }

    /** Return how many requests were not answered well: errors, no answer in time, or never sent. */
    public int failed() {
        return count(flight -> flight.outcome().isError());
    }

    /** Return how many requests were never sent, because no slot became free, or the run was interrupted. */
    public int notSent() {
        return count(flight -> !flight.isSent());
    }

    /** Return how many requests were sent late, or never. */
    public int late() {
        return count(flight -> flight.isLate(plan.lateAfter().toNanos()));
    }

    /** Return by how much the request that was sent last after it was due was late; zero if all were sent in time. */
    public Duration longestDelay() {
        return Duration.ofNanos(flights.stream()
                .filter(Flight::isSent)
                .mapToLong(flight -> flight.started() - flight.intended())
                .filter(delay -> delay > 0)
                .max()
                .orElse(0));
    }

    private int count(Predicate<Flight> condition) {
        return (int) flights.stream().filter(condition).count();
    }

    /** Return what went wrong, the most frequent first. */
    public List<LoadError> errors() {
        Map<String, LoadError> errors = new LinkedHashMap<>();
        for (Flight flight : flights) {
            Outcome outcome = flight.outcome();
            if (outcome.isError()) {
                errors.merge(
                        outcome.kind(),
                        new LoadError(outcome.kind(), 1, Duration.ofNanos(flight.intended()), outcome.message()),
                        LoadError::plus);
            }
        }
        return errors.values().stream()
                .sorted(Comparator.comparingInt(LoadError::count).reversed())
                .toList();
    }

    /** Return the milliseconds from when each request was due to its answer; infinite for those that failed. */
    public Sample latencies() {
        return sample("latencies", flights, Flight::latency);
    }

    /** Return the milliseconds from when each answered request was due to its answer, without those that failed. */
    public Sample latenciesOfSuccesses() {
        return sample("latencies of successes", successes(), Flight::latency);
    }

    /**
     * Return the milliseconds from when each request was sent to its answer: what a closed loop would have claimed; infinite for those
     * that failed.
     */
    public Sample serviceTimes() {
        return sample("service times", flights, Flight::serviceTime);
    }

    private static Sample sample(String what, List<Flight> of, ToDoubleFunction<Flight> value) {
        return Sample.of(what, "ms", of.stream().mapToDouble(value).toArray());
    }

    /** Return a percentile of the latency, such as 0.95 for p95, in milliseconds, to be judged. */
    public Quantile percentile(double probability) {
        return latencies().quantile(probability);
    }

    /** Return the share of requests that failed, to be judged. */
    public Proportion errorRate() {
        return Proportion.of("errors", failed(), "requests", asked());
    }

    /** Return the share of requests that the service rejected as wrong, with an HTTP status from 400 to 499, to be judged. */
    public Proportion rejectionRate() {
        return Proportion.of("rejections", count(flight -> flight.outcome().isRejection()), "requests", asked());
    }

    /** Return how long the run took, from the first moment to the last answer or to the end of the plan, whichever is later. */
    public Duration elapsed() {
        long last = flights.stream()
                .filter(Flight::isAnswered)
                .mapToLong(Flight::ended)
                .max()
                .orElse(0);
        return Duration.ofNanos(Math.max(last, plan.duration().toNanos()));
    }

    /** Return how many requests were answered well per second of the whole run. */
    public double throughput() {
        return elapsed().isZero() ? 0 : (asked() - failed()) / (elapsed().toNanos() / 1e9);
    }

    /** Say by what it misses a throughput. */
    String throughputBelow(double perSecond) {
        int well = asked() - failed();
        return "Expecting a throughput of at least %s/s of %s, but %s answered well in %s: %s/s"
                .formatted(
                        Quantities.number(perSecond),
                        this,
                        Words.count(well, "request") + (well == 1 ? " was" : " were"),
                        Durations.print(elapsed()),
                        Quantities.number(throughput()));
    }

    /** Say that requests which failed have no latency of which there is a mean. */
    String meanMissing(double limitMillis) {
        return "Expecting the mean latency of %s to be at most %s, but %s failed and so %s no latency. Assert on the error rate, and on the mean with usingSuccessesOnly()."
                .formatted(
                        this,
                        Durations.printMillis(limitMillis),
                        Words.count(failed(), "request"),
                        failed() == 1 ? "has" : "have");
    }

    RunPlan plan() {
        return plan;
    }

    List<Flight> flights() {
        return flights;
    }

    List<Flight> successes() {
        List<Flight> successes = new ArrayList<>(flights);
        successes.removeIf(flight -> flight.outcome().isError());
        return successes;
    }

    /** Start assertions on this. */
    @Override
    public LoadAssert assertThat() {
        return new LoadAssert(this);
    }

    /** Return the counts in a line. */
    @Override
    public String toString() {
        return "load '%s' (%s)".formatted(plan.name(), Counts.of(this).line());
    }
}
