package io.mmp.test.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What followed a fault.
 *
 * @param share the canary's share when it was injected
 * @param untilLastCanaryRequest how long after the fault the last request was sent that reached the canary, or may have, because it failed
 *     without telling an arm; zero if none was
 * @param weightZeroAfter how long after the fault the weight was read as 0; null if it was not read, or never 0
 * @param canaryRequests how many requests reached the canary after the fault, or may have
 * @param canaryFailures how many of these failed
 * @param requestsSince how many requests were sent after the last that reached the canary
 * @param keysTakenBack how many keys that the canary had served were served by the stable arm since then
 * @since 0.1.0
 */
public record AfterFault(
        double share,
        Duration untilLastCanaryRequest,
        @Nullable Duration weightZeroAfter,
        int canaryRequests,
        int canaryFailures,
        int requestsSince,
        int keysTakenBack) {

    /** What is as unlikely as this did not happen by accident. */
    private static final double UNLIKELY = 0.001;

    static @Nullable AfterFault of(FaultWatch.Observed observed, List<RolloutRequest> requests, String canary) {
        long fault = observed.faultNanos();
        if (fault < 0) {
            return null;
        }
        List<RolloutRequest> later = requests.stream()
                .filter(request -> request.sentNanos() >= fault)
                .toList();
        List<RolloutRequest> reached = later.stream()
                .filter(request -> request.isOf(canary) || request.arm() == null)
                .toList();
        long last = reached.stream().mapToLong(RolloutRequest::sentNanos).max().orElse(fault);
        List<RolloutRequest> since =
                later.stream().filter(request -> request.sentNanos() > last).toList();
        Set<String> served = requests.stream()
                .filter(request -> request.isOf(canary))
                .map(RolloutRequest::key)
                .collect(Collectors.toSet());
        return new AfterFault(
                observed.share(),
                Duration.ofNanos(last - fault),
                observed.zeroNanos() < 0 ? null : Duration.ofNanos(observed.zeroNanos() - fault),
                reached.size(),
                (int) reached.stream().filter(RolloutRequest::isFailed).count(),
                since.size(),
                (int) since.stream()
                        .map(RolloutRequest::key)
                        .filter(served::contains)
                        .distinct()
                        .count());
    }

    /** Return how long after the fault the weight was read as 0, if it was. */
    public Optional<Duration> untilWeightZero() {
        return Optional.ofNullable(weightZeroAfter);
    }

    /** Return with which chance so many requests in a row would have missed the canary at its old share. */
    double chanceOfAccident() {
        return Math.pow(1 - share, requestsSince);
    }

    /** Tell whether the canary got nothing any more for longer than happens by accident, and keys that it had served went elsewhere. */
    public boolean isRolledBack() {
        return keysTakenBack > 0 && chanceOfAccident() < UNLIKELY;
    }

    /** Return what came too late, or cannot be told; empty if nothing. */
    String lateness(Duration limit, boolean readsWeight) {
        if (untilLastCanaryRequest.compareTo(limit) > 0) {
            return "the canary got a request " + Figures.print(untilLastCanaryRequest) + " after it";
        }
        if (readsWeight && weightZeroAfter == null) {
            return "its weight was never read as 0";
        }
        if (weightZeroAfter != null && weightZeroAfter.compareTo(limit) > 0) {
            return "its weight was 0 only %s after it".formatted(Figures.print(weightZeroAfter));
        }
        if (share <= 0) {
            return "the canary had no share when the fault came, so that nothing could be rolled back";
        }
        if (chanceOfAccident() >= UNLIKELY) {
            return "only %s were sent after the last that reached the canary; at its share of %s it takes %s to tell a rollback from an accident"
                    .formatted(requestsSince, Figures.percent(share), requestsNeeded());
        }
        return keysTakenBack > 0
                ? ""
                : "none of the keys that the canary had served came again since. Send more requests, or give fewer keys by withKeys";
    }

    /** Return how many requests in a row must miss the canary to show that it was rolled back. */
    int requestsNeeded() {
        return share >= 1 ? 1 : (int) (Math.log(UNLIKELY) / Math.log1p(-share)) + 1;
    }

    /** Return it in words. */
    @Override
    public String toString() {
        return "%s to the canary after the fault, the last %s after it; weight 0 %s; %s since then"
                .formatted(
                        canaryRequests + (canaryRequests == 1 ? " request" : " requests"),
                        Figures.print(untilLastCanaryRequest),
                        weightZeroAfter == null ? "not seen" : Figures.print(weightZeroAfter) + " after it",
                        requestsSince + (requestsSince == 1 ? " request" : " requests"));
    }
}
