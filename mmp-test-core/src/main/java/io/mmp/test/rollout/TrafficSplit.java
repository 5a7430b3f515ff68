package io.mmp.test.rollout;

import io.mmp.test.text.Words;
import io.mmp.test.verdict.Proportion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which arm each key was served by.
 *
 * <pre>{@code
 * TrafficSplit<String> split = TrafficSplit.of("10 %", user -> router.armOf(user), users);
 * assertThat(split).hasShareWithin("canary", 0.10, 0.03).isSticky();
 * }</pre>
 *
 * <p>Keys are counted, not requests: a key that was served ten times is one of the sample. Where the router computes the arm from the key, the
 * keys alone are random: what is judged is the share among all keys that these are a sample of. So take keys as they come in truth;
 * a thousand numbers in a row are no sample of anything.
 *
 * @param <K> the type of a key
 * @since 0.1.0
 */
public final class TrafficSplit<K> implements AssertProvider<TrafficSplitAssert<K>> {

    private final String name;
    private final Map<K, Set<String>> arms;
    private final @Nullable Router<? super K> router;
    private final Set<K> seenAgain;

    private TrafficSplit(String name, Map<K, Set<String>> arms, @Nullable Router<? super K> router, Set<K> seenAgain) {
        if (arms.isEmpty()) {
            throw new RolloutException("Split '%s' has no keys: nothing can be said of it.".formatted(name));
        }
        this.name = name;
        this.arms = arms;
        this.router = router;
        this.seenAgain = seenAgain;
    }

    /**
     * Ask a router for the arm of each key.
     *
     * @param name what messages call this split, such as "10 %"
     * @param keys a key that is there twice is asked for and counted once
     * @throws RolloutException if there are no keys, or the router throws or gives no arm
     */
    public static <K> TrafficSplit<K> of(String name, Router<? super K> router, Collection<? extends K> keys) {
        Map<K, Set<String>> arms = new LinkedHashMap<>();
        for (K key : new LinkedHashSet<>(keys)) {
            arms.put(key, Set.of(ask(name, router, key)));
        }
        return new TrafficSplit<>(name, arms, router, Set.of());
    }

    /**
     * Take requests that were observed, such as lines of a log. A key that was served by several arms is counted for each of them, and is not
     * sticky.
     *
     * @param key says whose request it was
     * @param arm says what served it
     * @throws RolloutException if there are no requests, or one has no arm
     */
    public static <R, K> TrafficSplit<K> ofRequests(
            String name, Collection<? extends R> requests, Function<? super R, K> key, Router<? super R> arm) {
        Map<K, Set<String>> arms = new LinkedHashMap<>();
        Set<K> seenAgain = new HashSet<>();
        for (R request : requests) {
            K whose = key.apply(request);
            if (arms.containsKey(whose)) {
                seenAgain.add(whose);
            }
            arms.computeIfAbsent(whose, any -> new LinkedHashSet<>()).add(ask(name, arm, request));
        }
        return new TrafficSplit<>(name, arms, null, seenAgain);
    }

    /** Take the arms of requests that have no key, such as those of a splitter that draws; each is one of the sample. */
    public static TrafficSplit<Integer> ofArms(String name, List<String> arms) {
        Map<Integer, Set<String>> numbered = new LinkedHashMap<>();
        for (int i = 0; i < arms.size(); i++) {
            numbered.put(i + 1, Set.of(ask(name, arms::get, i)));
        }
        return new TrafficSplit<>(name, numbered, null, Set.of());
    }

    private static <K> String ask(String name, Router<? super K> router, K key) {
        @Nullable String arm;
        try {
            arm = router.armOf(key);
        } catch (Exception e) {
            throw new RolloutException("The router of split '%s' failed for key '%s': %s".formatted(name, key, e), e);
        }
        if (arm == null) {
            throw new RolloutException(
                    "The router of split '%s' gave no arm for key '%s', but null.".formatted(name, key));
        }
        return arm;
    }

    /** Return what messages call this split. */
    public String name() {
        return name;
    }

    /** Return the keys. */
    public Set<K> keys() {
        return Collections.unmodifiableSet(arms.keySet());
    }

    /** Return the arms that served a key, in the order of their names. */
    public Set<String> arms() {
        Set<String> all = new TreeSet<>();
        arms.values().forEach(all::addAll);
        return all;
    }

    /**
     * Return what served a key, in the order in which it was seen: one arm if the split is sticky.
     *
     * @throws RolloutException if the key is not of this split
     */
    public Set<String> armsOf(K key) {
        if (!arms.containsKey(key)) {
            throw new RolloutException(
                    "Split '%s' has no key '%s', but %s.".formatted(name, key, Words.count(arms.size(), "other")));
        }
        return Collections.unmodifiableSet(arms.get(key));
    }

    /** Return how many keys an arm served; 0 of an arm that is not known. */
    public long count(String arm) {
        return arms.values().stream().filter(seen -> seen.contains(arm)).count();
    }

    /** Return the share of an arm, to be judged. */
    public Proportion share(String arm) {
        return Proportion.of("'%s'".formatted(arm), count(arm), "keys", arms.size());
    }

    /**
     * Return the split of some keys alone, such as those of one country.
     *
     * @throws RolloutException if there are none
     */
    public TrafficSplit<K> where(String newName, Predicate<? super K> included) {
        Map<K, Set<String>> some = new LinkedHashMap<>();
        arms.forEach((key, seen) -> {
            if (included.test(key)) {
                some.put(key, seen);
            }
        });
        Set<K> again = new HashSet<>(seenAgain);
        again.retainAll(some.keySet());
        return new TrafficSplit<>(newName, some, router, again);
    }

    /**
     * Ask another router for the same keys, such as another instance of the service, or one that was restarted.
     *
     * @throws RolloutException if it throws or gives no arm
     */
    public TrafficSplit<K> askAgain(String newName, Router<? super K> other) {
        // In another order: what counts calls instead of reading the key is not to look sticky.
        List<K> keys = new ArrayList<>(arms.keySet());
        Collections.reverse(keys);
        return of(newName, other, keys);
    }

    /** Return the router that was asked; null if requests were observed. */
    @Nullable
    Router<? super K> router() {
        return router;
    }

    /** Tell whether a key made more than one of the requests that were observed. */
    boolean hasKeySeenAgain() {
        return !seenAgain.isEmpty();
    }

    /** Return what served any key; nothing of one that is not of this split. */
    Set<String> armsOfAny(Object key) {
        Set<String> seen = arms.get(key);
        return seen == null ? Set.of() : seen;
    }

    @Override
    public TrafficSplitAssert<K> assertThat() {
        return new TrafficSplitAssert<>(this);
    }

    /** Return the name and the number of keys in each arm. */
    @Override
    public String toString() {
        List<String> counts = new ArrayList<>();
        arms().forEach(arm -> counts.add("%s in '%s'".formatted(count(arm), arm)));
        return "split '%s' of %s (%s)".formatted(name, Words.count(arms.size(), "key"), String.join(", ", counts));
    }
}
