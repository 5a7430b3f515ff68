package io.mmp.test.recovery;

import io.mmp.test.fault.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One outage, from when the system is seen well until it is well again. */
final class Injection {

    private static final Duration LOOK = Duration.ofMillis(5);

    private final Recovery plan;
    private final Outage outage;
    private final List<Duration> mends = new ArrayList<>();
    private volatile Sight seen = new Sight(List.of(), Duration.ZERO);
    private boolean needsMending;

    Injection(Recovery plan, Outage outage) {
        this.plan = plan;
        this.outage = outage;
    }

    RecoveryResult observe(@Nullable Work work) {
        try (Watch watch = Watch.start(plan.probes(), plan.interval(), plan.timeout())) {
            requireWell(watch);
            Client client = Client.start(work, plan.interval());
            try (client) {
                return observe(watch, client);
            } catch (Throwable failure) {
                mendAfter(failure);
                throw failure;
            }
        }
    }

    private RecoveryResult observe(Watch watch, Client client) {
        requireWorking(watch, client);
        Duration strike = watch.now();
        strike();
        Duration broken = watch.now();
        await(() -> isOver(watch, broken.plus(plan.hold())));
        if (outage.isAttended()) {
            mend(watch);
        }
        boolean isWell = awaitWell(watch, strike);
        while (!isWell && outage.isAttended() && mends.size() < plan.mends()) {
            mend(watch);
            isWell = awaitWell(watch, strike);
        }
        client.close();
        Sight sight = isWell ? seen : seenToTheEnd(watch);
        return new RecoveryResult(
                outage,
                plan,
                sight.since(strike),
                broken.minus(strike),
                mends.stream().map(mend -> mend.minus(strike)).toList(),
                isWell,
                client.report());
    }

    private void requireWell(Watch watch) {
        await(() -> {
            Sight sight = watch.sight();
            return sight.firstBad().isPresent()
                    || sight.goodFrom(Duration.ZERO, plan.probeNames(), plan.confirmations())
                            .isPresent();
        });
        watch.sight().firstBad().ifPresent(observation -> {
            throw new RecoveryException(
                    "The system was sick before '%s': %s. Nothing was broken, and nothing is judged; let it be well first, and look whether the probe is right."
                            .formatted(outage, observation));
        });
    }

    /** An outage that strikes before the client has done anything would show nothing of what it did. */
    private void requireWorking(Watch watch, Client client) {
        Duration last = watch.now().plus(plan.limit());
        await(() -> client.hasStarted() || isOver(watch, last));
        WorkReport report = client.report();
        if (!client.hasStarted() || report.failed() > 0) {
            throw new RecoveryException("The work failed before '%s': %s. Nothing was broken, and nothing is judged."
                    .formatted(
                            outage,
                            report.errors().isEmpty()
                                    ? "it was not done once within " + Times.print(plan.limit())
                                    : String.join(", ", report.errors().keySet())));
        }
    }

    /** Wait until the system is well and stays so; tell whether it did in time. */
    private boolean awaitWell(Watch watch, Duration strike) {
        Duration from = mends.isEmpty() ? strike : mends.get(mends.size() - 1);
        Duration last = from.plus(plan.limit());
        await(() -> {
            boolean isOver = isOver(watch, last); // first: one look is taken afterwards
            seen = watch.sight();
            return isWell(from) || isOver;
        });
        return isWell(from);
    }

    private boolean isWell(Duration from) {
        return seen.goodFrom(from, plan.probeNames(), plan.confirmations())
                .filter(good -> good.plus(plan.steady()).compareTo(seen.until()) <= 0)
                .isPresent();
    }

    /** Probes that are open when it is over count by what comes of them, or a hang would not be seen. */
    private static Sight seenToTheEnd(Watch watch) {
        watch.end();
        await(watch::isLanded);
        return watch.sight();
    }

    private void strike() {
        needsMending = true;
        try {
            outage.strike();
        } catch (Exception e) {
            throw new RecoveryException("'%s' could not be brought about: %s".formatted(outage, e), e);
        }
    }

    private void mend(Watch watch) {
        needsMending = false;
        mends.add(watch.now());
        try {
            outage.mend();
        } catch (Exception e) {
            throw new RecoveryException("'%s' could not be mended: %s".formatted(outage, e), e);
        }
    }

    /** Leave nothing broken behind. */
    private void mendAfter(Throwable failure) {
        if (needsMending) {
            try {
                outage.mend();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    private static boolean isOver(Watch watch, Duration moment) {
        return watch.now().compareTo(moment) >= 0;
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().forever().pollDelay(Duration.ZERO).pollInterval(LOOK).until(condition::getAsBoolean);
    }
}
