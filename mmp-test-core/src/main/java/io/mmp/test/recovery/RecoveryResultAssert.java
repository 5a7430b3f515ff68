package io.mmp.test.recovery;

import io.mmp.test.json.JsonReader;
import io.mmp.test.verdict.VerdictError;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what clients saw while a part was broken and mended.
 *
 * <p>An outage that no probe saw shows nothing of detection and recovery, so that assertions on these fail.
 *
 * @since 0.1.0
 */
public class RecoveryResultAssert extends AbstractAssert<RecoveryResultAssert, RecoveryResult> {

    /** Starts these assertions on an object of an unknown type, for AssertJ's {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<RecoveryResult, RecoveryResultAssert> RECOVERY_RESULT =
            new InstanceOfAssertFactory<>(RecoveryResult.class, RecoveryResultAssert::new);

    private static final int SHOWN = 10;

    private double confidence = 0.95;

    /** Start assertions, for AssertJ's soft assertions; others use {@link RecoveryAssertions#assertThat}. */
    protected RecoveryResultAssert(@Nullable RecoveryResult actual) {
        super(actual, RecoveryResultAssert.class);
    }

    /** Judge availability at this confidence, above 0.5 and below 1; 0.95 without. */
    public RecoveryResultAssert usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return this;
    }

    /**
     * Verify that a probe failed within this time of the outage.
     *
     * <pre><code>
     * assertThat(result).isDetectedWithin(ofSeconds(1)); // passes if a probe failed 200 ms after the server was killed
     * assertThat(result).isDetectedWithin(ofSeconds(1)); // fails if no probe ever failed, or the first after 3 s
     * </code></pre>
     */
    public RecoveryResultAssert isDetectedWithin(Duration limit) {
        Duration detected = requireDetected();
        if (detected.compareTo(limit) > 0) {
            failWithMessage(
                    "%nExpecting '%s' to be seen within %s, but the first probe failed after %s.%n%s",
                    actual.outage(), Times.print(limit), Times.print(detected), actual);
        }
        return this;
    }

    /**
     * Verify that the system was well again, and stayed so, within this time of when the part began to be mended; of an unattended outage, or if
     * it recovered before, within this time of the outage.
     *
     * <pre><code>
     * assertThat(result).recoversWithin(ofSeconds(5)); // passes if it was well 2 s after the server was started again
     * assertThat(result).recoversWithin(ofSeconds(5)); // fails if it never was, was only now and then, or needed a second restart
     * </code></pre>
     */
    public RecoveryResultAssert recoversWithin(Duration limit) {
        requireDetected();
        Optional<Duration> taken = actual.timeToRecover();
        if (taken.isEmpty()) {
            failWithMessage(
                    "%nExpecting the system to recover from '%s' within %s, but %s.%n%s",
                    actual.outage(), Times.print(limit), whyNotWell(), actual);
        } else if (actual.mendedAt().size() > 1) {
            failWithMessage(
                    "%nExpecting the system to recover from '%s' within %s of when it was mended, but that did not help within %s: it recovered only after it was mended %s times.%n%s",
                    actual.outage(),
                    Times.print(limit),
                    Times.print(actual.plan().limit()),
                    actual.mendedAt().size(),
                    actual);
        } else if (taken.get().compareTo(limit) > 0) {
            failWithMessage(
                    "%nExpecting the system to recover from '%s' within %s, but it took %s.%n%s",
                    actual.outage(), Times.print(limit), Times.print(taken.get()), actual);
        }
        return this;
    }

    /**
     * Verify that the system was well again before the test mended anything.
     *
     * <p>Let the outage be {@linkplain io.mmp.test.fault.Outage#unattended unattended}, or be held longer than the recovery takes. Work that
     * mends something unseen is not noticed.
     *
     * <pre><code>
     * assertThat(result).recoversUnattended(); // passes if a supervisor started the server again
     * assertThat(result).recoversUnattended(); // fails if it was well only when the test had started it again, or never
     * </code></pre>
     */
    public RecoveryResultAssert recoversUnattended() {
        requireDetected();
        if (!actual.isRecoveredByItself()) {
            failWithMessage(
                    "%nExpecting the system to recover from '%s' by itself, but %s.%n%s",
                    actual.outage(),
                    actual.timeToRecover().isEmpty()
                            ? whyNotWell()
                            : "it was not well in the %s before the test mended it"
                                    .formatted(Times.print(actual.mendedAt().get(0))),
                    actual);
        }
        return this;
    }

    /**
     * Verify that at least this share of the probes was good, from when the outage struck to the end of the observation. What so few probes
     * cannot show is inconclusive, which fails, and says how many would.
     *
     * <pre><code>
     * assertThat(result).hasAvailabilityAtLeast(0.99); // passes if all of 299 probes were good
     * assertThat(result).hasAvailabilityAtLeast(0.99); // fails if all of 100 probes were good: 3 % may still fail
     * </code></pre>
     *
     * @see RecoveryResult#availability()
     */
    public RecoveryResultAssert hasAvailabilityAtLeast(double share) {
        isNotNull();
        try {
            actual.availability().withConfidence(confidence).isAtLeast(share).orFail();
        } catch (VerdictError e) {
            failWithMessage("%n%s%n%s", e.getMessage(), actual);
        }
        return this;
    }

    /**
     * Verify that all that was answered while the part was broken had one of these HTTP statuses, that all was answered, and that no answer
     * said that it was good although it was not, such as 200 with an empty list.
     *
     * <pre><code>
     * assertThat(result).showsOnly(503); // passes if each answer was 503
     * assertThat(result).showsOnly(503); // fails if one was 500 or 200, if the connection was refused, or no answer came
     * assertThat(result).showsOnly(200, 503); // fails if one was 200, but without what a good answer has
     * </code></pre>
     */
    public RecoveryResultAssert showsOnly(int... statuses) {
        return passesInOutage(
                "show only status %s"
                        .formatted(Arrays.stream(statuses)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(" or "))),
                requireObserved(),
                observation -> observation.status().isPresent()
                                && Arrays.stream(statuses)
                                        .anyMatch(status ->
                                                status == observation.status().getAsInt())
                                && (observation.isGood() || !observation.isSuccess())
                        ? Optional.empty()
                        : Optional.of(""));
    }

    /**
     * Verify that each probe while the part was broken was answered within this time, well or not, so that nobody waits for an error.
     *
     * <pre><code>
     * assertThat(result).answersWithin(ofMillis(500)); // passes if each was answered with 503 at once
     * assertThat(result).answersWithin(ofMillis(500)); // fails if one took longer, was refused or got no answer
     * </code></pre>
     */
    public RecoveryResultAssert answersWithin(Duration limit) {
        return passesInOutage(
                "be answered within " + Times.print(limit),
                requireObserved(),
                observation -> observation.latency().compareTo(limit) <= 0
                                && (observation.status().isPresent() || observation.isGood())
                        ? Optional.empty()
                        : Optional.of(""));
    }

    /**
     * Verify that no answer of the whole observation shows a stack trace: of the JVM, Python, Go, Node.js, .NET, Rust or PHP.
     *
     * <pre><code>
     * assertThat(result).hasSafeBodies(); // passes if the bodies are like {"error":"the store is not there"}
     * assertThat(result).hasSafeBodies(); // fails if one has "at com.shop.Store.read(Store.java:17)"
     * </code></pre>
     */
    public RecoveryResultAssert hasSafeBodies() {
        return passesInOutage(
                "show no stack trace",
                requireBodies(),
                observation -> StackTraces.find(observation.body()).map(trace -> ": " + trace));
    }

    /**
     * Verify that the body of each answer with a status from 400 is a JSON object.
     *
     * <pre><code>
     * assertThat(result).hasJsonErrors(); // passes if the bodies are like {"error":"the store is not there"}
     * assertThat(result).hasJsonErrors(); // fails if one is empty or a page in HTML, or there was no such answer
     * </code></pre>
     */
    public RecoveryResultAssert hasJsonErrors() {
        isNotNull();
        List<Observation> errors = actual.observations().stream()
                .filter(observation -> observation.status().orElse(0) >= 400)
                .toList();
        if (errors.isEmpty()) {
            failWithMessage(
                    "%nExpecting the errors of '%s' to be in JSON, but no probe was answered with an error, so nothing was judged.%n%s",
                    actual.outage(), actual);
        }
        return passesInOutage(
                "have a JSON object in each error",
                errors,
                observation -> isJsonObject(observation.body()) ? Optional.empty() : Optional.of(""));
    }

    private static boolean isJsonObject(String body) {
        try {
            return body.strip().startsWith("{") && JsonReader.read(body) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private RecoveryResultAssert passesInOutage(
            String claim, List<Observation> judged, Function<Observation, Optional<String>> offence) {
        List<String> offenders = judged.stream()
                .flatMap(observation -> offence.apply(observation).map(why -> observation + why).stream())
                .toList();
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting the probes of '%s' to %s, but %s of %s did not:%n%s%s%n%s",
                    actual.outage(),
                    claim,
                    offenders.size(),
                    judged.size(),
                    offenders.stream().limit(SHOWN).collect(Collectors.joining("\n  ", "  ", "")),
                    offenders.size() > SHOWN ? "\n  ..." : "",
                    actual);
        }
        return this;
    }

    private List<Observation> requireObserved() {
        isNotNull();
        List<Observation> seen = actual.duringOutage();
        if (seen.isEmpty()) {
            failWithMessage(
                    "%nExpecting probes to be answered while '%s' lasted, but none was both sent and answered then, so nothing was judged. Hold it longer than the timeout of the probes (withHold, withTimeout).%n%s",
                    actual.outage(), actual);
        }
        return seen;
    }

    private List<Observation> requireBodies() {
        isNotNull();
        List<Observation> answered = actual.observations().stream()
                .filter(observation -> !observation.endedAt().isNegative()
                        && !observation.body().isEmpty())
                .toList();
        if (answered.isEmpty()) {
            failWithMessage(
                    "%nExpecting answers with a body since '%s', but there was none, so nothing was judged.%n%s",
                    actual.outage(), actual);
        }
        return answered;
    }

    private Duration requireDetected() {
        isNotNull();
        Optional<Duration> detected = actual.timeToDetect();
        if (detected.isEmpty()) {
            Duration slowest = actual.observations().stream()
                    .map(Observation::latency)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            failWithMessage(
                    "%nExpecting '%s' to be seen, but no probe failed (the slowest took %s of %s), so nothing was judged. Ask what needs the broken part (withCondition), or hold the outage longer (withHold); if nobody is to notice, assert the availability.%n%s",
                    actual.outage(),
                    Times.print(slowest),
                    Times.print(actual.plan().timeout()),
                    actual);
        }
        return detected.orElseThrow();
    }

    private String whyNotWell() {
        List<Observation> bad = actual.observations().stream()
                .filter(observation -> !observation.isGood())
                .toList();
        int relapses = actual.relapses();
        return (relapses == 0
                        ? "it was not well when the observation ended"
                        : "it was well and sick again %s".formatted(relapses == 1 ? "once" : relapses + " times"))
                + IntStream.of(bad.size() - 1)
                        .filter(last -> last >= 0)
                        .mapToObj(last -> "; last " + bad.get(last))
                        .collect(Collectors.joining());
    }
}
