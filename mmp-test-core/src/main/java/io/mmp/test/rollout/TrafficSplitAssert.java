package io.mmp.test.rollout;

import io.mmp.test.text.Words;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import io.mmp.test.verdict.VerdictError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Asserts on which arm served which key.
 *
 * @param <K> the type of a key
 * @since 0.1.0
 */
public class TrafficSplitAssert<K> extends AbstractAssert<TrafficSplitAssert<K>, TrafficSplit<K>> {

    /** Narrows the assertions on an object to these. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no type arguments
    public static final InstanceOfAssertFactory<TrafficSplit, TrafficSplitAssert<Object>> TRAFFIC_SPLIT =
            new InstanceOfAssertFactory<>(TrafficSplit.class, split -> new TrafficSplitAssert<Object>(split));

    private double confidence = 0.95;
    private boolean skips;

    /** Assert on this split. */
    public TrafficSplitAssert(@Nullable TrafficSplit<K> actual) {
        super(actual, TrafficSplitAssert.class);
    }

    /** Judge at this confidence from now on, above 0.5 and below 1; 0.95 without. */
    public TrafficSplitAssert<K> usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return myself;
    }

    /** Abort the test from now on, instead of failing it, where the keys are too few to settle a claim. */
    public TrafficSplitAssert<K> usingSkipsForInconclusive() {
        skips = true;
        return myself;
    }

    /**
     * Verify that the keys show that an arm's share is within a tolerance of its target.
     *
     * <pre>{@code
     * assertThat(tenPercentOf(1_000)).hasShareWithin("canary", 0.1, 0.03); // passes if 100 of 1,000 are in it
     * assertThat(tenPercentOf(100)).hasShareWithin("canary", 0.1, 0.03); // fails: 10 of 100 may be 17 % as well
     * }</pre>
     *
     * @param target such as 0.1 for 10 %
     * @param tolerance such as 0.03 for three points
     */
    public TrafficSplitAssert<K> hasShareWithin(String arm, double target, double tolerance) {
        isNotNull();
        return judge(arm, actual.share(arm).withConfidence(confidence).isWithin(tolerance, target));
    }

    /**
     * Compare the share of these very keys with its target, and ask no further. The message says how often that fails for a perfect router;
     * {@link io.mmp.test.verdict.Proportion#trialsFor} says how many keys make that rare.
     *
     * <pre>{@code
     * assertThat(tenPercentOf(100)).hasShareLiterallyWithin("canary", 0.1, 0.03); // passes if 13 of 100 are in it
     * assertThat(tenPercentOf(100)).hasShareLiterallyWithin("canary", 0.1, 0.03); // fails if 14 are, as in 24 % of runs
     * }</pre>
     */
    public TrafficSplitAssert<K> hasShareLiterallyWithin(String arm, double target, double tolerance) {
        isNotNull();
        return judge(arm, actual.share(arm).withConfidence(confidence).isLiterallyWithin(tolerance, target));
    }

    private TrafficSplitAssert<K> judge(String arm, Verdict verdict) {
        try {
            // Asked in this way the verdict publishes its chance of a false alarm.
            verdict.orFail();
        } catch (VerdictError e) {
            boolean inconclusive = verdict.conclusion() == Conclusion.INCONCLUSIVE;
            String sentence = "%s%s The keys are those of %s.%s"
                    .formatted(
                            inconclusive ? "Inconclusive: " : "",
                            verdict.sentence(),
                            actual,
                            actual.arms().contains(arm)
                                    ? ""
                                    : " No key is in '%s': is it another name?".formatted(arm));
            if (skips && inconclusive) {
                throw new TestAbortedException(sentence);
            }
            failWithMessage("%n%s", sentence);
        }
        return myself;
    }

    /**
     * Verify that no key was served by any other arm than these.
     *
     * <pre>{@code
     * assertThat(split).hasOnlyArms("stable", "canary"); // passes
     * assertThat(split).hasOnlyArms("stable", "canary"); // fails if a key was served by "v1"
     * }</pre>
     */
    public TrafficSplitAssert<K> hasOnlyArms(String... arms) {
        isNotNull();
        List<String> known = Arrays.asList(arms);
        List<String> offenders = actual.keys().stream()
                .filter(key -> !known.containsAll(actual.armsOf(key)))
                .map(key -> "'%s' in %s".formatted(key, quoted(actual.armsOf(key))))
                .toList();
        return none(
                offenders,
                "all keys of %s in %s".formatted(actual, quoted(known)),
                actual.keys().size());
    }

    /**
     * Verify that each key has one arm: that of observed requests is always the same, and a router that is asked again, in another order, gives
     * the same.
     *
     * <pre>{@code
     * assertThat(TrafficSplit.of("10 %", key -> hash(key) < 10 ? "canary" : "stable", keys)).isSticky(); // passes
     * assertThat(TrafficSplit.of("10 %", key -> random() < 0.1 ? "canary" : "stable", keys)).isSticky(); // fails
     * }</pre>
     */
    public TrafficSplitAssert<K> isSticky() {
        isNotNull();
        @Nullable Router<? super K> router = actual.router();
        if (router != null) {
            return isStickyOn("a second call", router);
        }
        if (!actual.hasKeySeenAgain()) {
            failWithMessage(
                    "%nExpecting keys of several requests, but each of %s was seen once: that it is sticky shows nothing",
                    actual);
        }
        List<String> offenders = actual.keys().stream()
                .filter(key -> actual.armsOf(key).size() > 1)
                .map(key -> "'%s' in %s".formatted(key, quoted(actual.armsOf(key))))
                .toList();
        return none(
                offenders,
                "each key of %s in one arm".formatted(actual),
                actual.keys().size());
    }

    /**
     * Verify that another router gives each key the same arm, such as another instance of the service, or the same one after a restart.
     *
     * <pre>{@code
     * assertThat(split).isStickyOn("instance 2", key -> second.armOf(key)); // passes
     * assertThat(split).isStickyOn("instance 2", key -> otherSalt.armOf(key)); // fails
     * }</pre>
     *
     * @param where what messages call the other router
     */
    public TrafficSplitAssert<K> isStickyOn(String where, Router<? super K> other) {
        isNotNull();
        return isSameAs(actual.askAgain(where, other));
    }

    /**
     * Verify that each key has the same arm after each of some restarts.
     *
     * <pre>{@code
     * assertThat(split).isStickyOverRestarts(3, () -> restarted()); // passes
     * assertThat(split).isStickyOverRestarts(3, () -> newRouterOfRandomSalt()); // fails
     * }</pre>
     *
     * @param times how often, at least once
     * @param restart restarts the router, and returns it
     */
    public TrafficSplitAssert<K> isStickyOverRestarts(int times, Callable<? extends Router<? super K>> restart) {
        isNotNull();
        if (times < 1) {
            throw new IllegalArgumentException(
                    "There must be at least one restart, but there are %s.".formatted(times));
        }
        for (int i = 1; i <= times; i++) {
            Router<? super K> restarted;
            try {
                restarted = restart.call();
            } catch (Exception e) {
                throw new RolloutException("Restart %s of %s failed: %s".formatted(i, times, e), e);
            }
            isStickyOn("restart %s".formatted(i), restarted);
        }
        return myself;
    }

    /**
     * Verify that another split of the same keys, such as one that was observed later, has each in the same arm.
     *
     * <pre>{@code
     * assertThat(observedAtNoon).isSameAs(observedAtFive); // passes
     * assertThat(at10Percent).isSameAs(at25Percent); // fails
     * }</pre>
     */
    public TrafficSplitAssert<K> isSameAs(TrafficSplit<?> other) {
        isNotNull();
        List<String> offenders = new ArrayList<>();
        for (K key : actual.keys()) {
            Set<String> there = other.armsOfAny(key);
            if (!there.equals(actual.armsOf(key))) {
                offenders.add("'%s' in %s, and then in %s".formatted(key, quoted(actual.armsOf(key)), quoted(there)));
            }
        }
        return none(
                offenders,
                "each key of %s in the same arm in '%s'".formatted(actual, other.name()),
                actual.keys().size());
    }

    /**
     * Verify that each key that is in an arm stays in it when the arm grows: who has met the canary at 10 % meets it at 25, 50 and 100 %.
     *
     * <pre>{@code
     * assertThat(at10).nobodyLeaves("canary", at25, at50, at100); // passes if hash(key) < percent decides
     * assertThat(at10).nobodyLeaves("canary", at25, at50, at100); // fails if each step draws anew
     * }</pre>
     *
     * @param larger the splits that follow, each of the same keys
     */
    public TrafficSplitAssert<K> nobodyLeaves(String arm, TrafficSplit<?>... larger) {
        isNotNull();
        if (larger.length == 0) {
            throw new IllegalArgumentException("A ramp has at least two steps: name the splits that follow.");
        }
        TrafficSplit<?> step = actual;
        for (TrafficSplit<?> next : larger) {
            nobodyLeaves(arm, step, next);
            step = next;
        }
        return myself;
    }

    private void nobodyLeaves(String arm, TrafficSplit<?> step, TrafficSplit<?> next) {
        if (step.count(arm) == 0) {
            failWithMessage(
                    "%nExpecting keys in '%s' that could leave it, but %s has none: that nobody left shows nothing",
                    arm, step);
        }
        List<String> offenders = new ArrayList<>();
        for (Object key : step.keys()) {
            Set<String> there = next.armsOfAny(key);
            if (step.armsOfAny(key).contains(arm) && !there.equals(Set.of(arm))) {
                offenders.add("'%s' is in %s".formatted(key, quoted(there)));
            }
        }
        none(
                offenders,
                "each key in '%s' of %s to stay there in '%s'".formatted(arm, step, next.name()),
                step.count(arm));
    }

    /**
     * Verify that the keys show that the arms of another experiment do not depend on those of this one: the share of each is the same, but for a
     * tolerance, inside and outside of each arm of this one. Two experiments that use one hash without a salt have the same users as canaries.
     *
     * <pre>{@code
     * assertThat(ranking).isIndependentOf(checkout, 0.05); // passes if the hashes have salts
     * assertThat(ranking).isIndependentOf(checkout, 0.05); // fails if both take hash(key) % 100
     * }</pre>
     *
     * @param other a split that has the same keys
     * @param tolerance such as 0.05 for five points
     */
    public TrafficSplitAssert<K> isIndependentOf(TrafficSplit<?> other, double tolerance) {
        isNotNull();
        for (TrafficSplit<?> split : List.of(actual, other)) {
            if (split.arms().size() < 2) {
                failWithMessage(
                        "%nExpecting keys in several arms, but all of %s are in one: that it is independent shows nothing",
                        split);
            }
        }
        List<String> missing = actual.keys().stream()
                .filter(key -> other.armsOfAny(key).isEmpty())
                .map("'%s'"::formatted)
                .toList();
        none(
                missing,
                "each key of %s in an arm of '%s'".formatted(actual, other.name()),
                actual.keys().size());
        return judge(actual.arms().iterator().next(), new Dependence(actual, other).judge(tolerance, confidence));
    }

    private static String quoted(Iterable<String> arms) {
        Set<String> all = new TreeSet<>();
        arms.forEach(arm -> all.add("'%s'".formatted(arm)));
        return all.isEmpty() ? "no arm" : String.join(" and ", all);
    }

    private TrafficSplitAssert<K> none(List<String> offenders, String what, long of) {
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s, but %s of %s not:%n%s",
                    what,
                    offenders.size(),
                    Words.count(of, "key") + (offenders.size() == 1 ? " is" : " are"),
                    Offenders.lines(offenders));
        }
        return myself;
    }
}
