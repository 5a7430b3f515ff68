package io.mmp.test.readiness;

import static org.awaitility.Awaitility.await;

import io.mmp.test.fault.Outage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Breaks a part, looks at the health of what depends on it, and mends the part. */
final class HealthTurn {

    /** So many answers in a row show a colour that stays: one that is cached, or taken in turn from two instances, does not. */
    private static final int IN_A_ROW = 4;

    private static final Duration PAUSE = Duration.ofMillis(25);

    private final HealthEndpoint endpoint;
    private final Outage outage;
    private final @Nullable String dependency;
    private final Duration within;
    private final Duration longestAnswer;
    private final int redStatus;
    private HealthAnswer last = HealthAnswer.none("was not asked", Duration.ZERO);
    private Optional<HealthAnswer> between = Optional.empty();
    private int inARow;
    private int answers;

    HealthTurn(
            HealthEndpoint endpoint,
            Outage outage,
            @Nullable String dependency,
            Duration within,
            Duration longestAnswer,
            int redStatus) {
        this.endpoint = endpoint;
        this.outage = outage;
        this.dependency = dependency;
        this.within = within;
        this.longestAnswer = longestAnswer;
        this.redStatus = redStatus;
    }

    /** Return what is wrong, as a sentence; empty if nothing is. */
    Optional<String> fault() {
        if (!shows(HealthAnswer::isGreen)) {
            return Optional.of("it was not green before, when nothing was broken: it %s.".formatted(last));
        }
        if (dependency != null
                && last.read().isRed(dependency)
                && last.contradiction().isPresent()) {
            return Optional.of("%s before, when nothing was broken. It %s."
                    .formatted(last.contradiction().orElseThrow(), last));
        }
        Optional<String> fault;
        try {
            outage.strike();
            fault = whileBroken();
        } catch (Exception e) {
            mendAfter(e);
            throw new ReadinessException("%s could not be brought about: %s".formatted(outage.name(), e), e);
        } catch (Error e) {
            mendAfter(e);
            throw e;
        }
        try {
            outage.mend();
        } catch (Exception e) {
            throw new ReadinessException("What %s could not be mended: %s".formatted(outage.name(), e), e);
        }
        return fault.isPresent() ? fault : afterwards();
    }

    private void mendAfter(Throwable thrown) {
        try {
            outage.mend();
        } catch (Exception e) {
            thrown.addSuppressed(e);
        }
    }

    private Optional<String> whileBroken() {
        if (!shows(answer -> answer.status() == redStatus)) {
            return Optional.of(between.map(
                            red -> "it did not stay red while that lasted: after it %s, it %s.".formatted(red, last))
                    .orElseGet(this::notRed));
        }
        if (dependency != null && !last.read().isRed(dependency)) {
            return Optional.of("it did not name '%s': %s. It %s."
                    .formatted(dependency, last.read().instead(dependency), last));
        }
        return Optional.empty();
    }

    private String notRed() {
        if (last.isGreen()) {
            return "it was always green, in %s answers within %s%s. The last one %s."
                    .formatted(
                            answers,
                            DurationText.print(within),
                            last.contradiction()
                                    .map(words -> ", though " + words)
                                    .orElse(""),
                            last);
        }
        if (last.failure().isEmpty()) {
            return "it did not say so with status %s within %s: it %s."
                    .formatted(redStatus, DurationText.print(within), last);
        }
        return "it did not say so: it %s. Limit the time that it waits for what it asks.".formatted(last);
    }

    private Optional<String> afterwards() {
        return shows(HealthAnswer::isGreen)
                ? Optional.empty()
                : Optional.of("%s within %s after that was over: it %s."
                        .formatted(
                                between.isPresent() ? "it did not stay green" : "it did not turn green again",
                                DurationText.print(within),
                                last));
    }

    /** Ask until a colour is there and stays, or the time is over. */
    private boolean shows(Predicate<HealthAnswer> colour) {
        inARow = 0;
        answers = 0;
        between = Optional.empty();
        long end = System.nanoTime() + within.toNanos();
        try {
            // An answer may begin when the time is nearly over, and is waited for.
            await().atMost(within.plus(longestAnswer.multipliedBy(2)))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(PAUSE)
                    .until(() -> ask(colour) || System.nanoTime() - end >= 0);
        } catch (ConditionTimeoutException e) {
            return false;
        }
        return inARow >= IN_A_ROW;
    }

    /** Ask once, and return whether the colour has stayed. */
    private boolean ask(Predicate<HealthAnswer> colour) {
        HealthAnswer answer = endpoint.ask(longestAnswer);
        answers++;
        if (colour.test(answer)) {
            inARow++;
        } else {
            if (inARow > 0) {
                between = Optional.of(last);
            }
            inARow = 0;
        }
        last = answer;
        return inARow >= IN_A_ROW;
    }
}
