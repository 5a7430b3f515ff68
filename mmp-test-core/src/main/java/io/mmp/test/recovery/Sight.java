package io.mmp.test.recovery;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a system until a moment.
 *
 * @param observations what was sent before that, in order
 * @param until the moment
 */
record Sight(List<Observation> observations, Duration until) {

    /** Return the bad observation of which was known first. */
    Optional<Observation> firstBad() {
        return observations.stream()
                .filter(observation -> !observation.isGood())
                .min(Comparator.comparing(Observation::endedAt));
    }

    /** Return since when each probe was good for good: so many times in a row after the last bad one. */
    Optional<Duration> goodFrom(Duration since, List<String> probes, int confirmations) {
        Duration lastBad = observations.stream()
                .filter(observation -> !observation.isGood())
                .map(Observation::sentAt)
                .reduce(since, (one, other) -> one.compareTo(other) > 0 ? one : other);
        Duration good = lastBad;
        for (String probe : probes) {
            List<Observation> streak = observations.stream()
                    .filter(observation -> observation.isGood()
                            && observation.sentAt().compareTo(lastBad) >= 0
                            && observation.probe().equals(probe))
                    .toList();
            if (streak.size() < confirmations) {
                return Optional.empty();
            }
            Duration first = streak.get(0).endedAt();
            good = first.compareTo(good) > 0 ? first : good;
        }
        return Optional.of(good);
    }

    /** Count how often it was bad again after it had been good, of what was sent since. */
    int relapses(Duration since) {
        int relapses = 0;
        Map<String, Boolean> wasGood = new HashMap<>();
        for (Observation observation : observations) {
            if (observation.sentAt().compareTo(since) >= 0) {
                boolean before = Boolean.TRUE.equals(wasGood.put(observation.probe(), observation.isGood()));
                relapses += before && !observation.isGood() ? 1 : 0;
            }
        }
        return relapses;
    }

    Sight since(Duration origin) {
        return new Sight(
                observations.stream()
                        .map(observation -> observation.since(origin))
                        .toList(),
                until.minus(origin));
    }
}
