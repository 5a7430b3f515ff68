package io.mmp.test.recovery;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that a store holds what it held, or was told to hold.
 *
 * @since 0.1.0
 */
public class ContentDigestAssert extends AbstractAssert<ContentDigestAssert, ContentDigest> {

    /** Starts these assertions on an object of an unknown type, for AssertJ's {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<ContentDigest, ContentDigestAssert> CONTENT_DIGEST =
            new InstanceOfAssertFactory<>(ContentDigest.class, ContentDigestAssert::new);

    private static final int SHOWN = 10;

    /** Start assertions, for AssertJ's soft assertions; others use {@link RecoveryAssertions#assertThat}. */
    protected ContentDigestAssert(@Nullable ContentDigest actual) {
        super(actual, ContentDigestAssert.class);
    }

    /**
     * Verify that the store holds the same rows: none lost, doubled, changed or added.
     *
     * <pre><code>
     * assertThat(after).isSameAs(before); // passes if the same rows came in another order
     * assertThat(after).isSameAs(before); // fails if one is missing, or there twice, and names it
     * </code></pre>
     */
    public ContentDigestAssert isSameAs(ContentDigest before) {
        return comparesTo(before, "be the same as before", true);
    }

    /**
     * Verify that the store holds each row that it held, unchanged and as often; it may hold others.
     *
     * <pre><code>
     * assertThat(after).hasLostNothingOf(before); // passes if rows were added
     * assertThat(after).hasLostNothingOf(before); // fails if one is missing, changed, or there twice
     * </code></pre>
     */
    public ContentDigestAssert hasLostNothingOf(ContentDigest before) {
        return comparesTo(before, "have lost nothing", false);
    }

    private ContentDigestAssert comparesTo(ContentDigest before, String claim, boolean withoutOthers) {
        isNotNull();
        if (before.size() == 0) {
            failWithMessage(
                    "%nExpecting the content to %s, but there were no rows before, so nothing was judged. Write some first.",
                    claim);
        }
        Map<String, List<String>> offenders = kinds("lost", "doubled", "changed", "added");
        Set<String> names = new TreeSet<>(before.digests().keySet());
        names.addAll(actual.digests().keySet());
        for (String name : names) {
            List<String> old = before.rowsOf(name);
            List<String> now = actual.rowsOf(name);
            if (now.size() < old.size()) {
                add(
                        offenders,
                        "lost",
                        now.isEmpty() ? name : "%s (%s of %s)".formatted(name, old.size() - now.size(), old.size()));
            } else if (old.isEmpty() && withoutOthers) {
                add(offenders, "added", name);
            } else if (!old.isEmpty() && now.size() > old.size()) {
                add(offenders, "doubled", "%s (%s instead of %s)".formatted(name, now.size(), old.size()));
            } else if (!old.isEmpty() && !old.equals(now)) {
                add(offenders, "changed", name);
            }
        }
        return fail(
                "Expecting the content to %s, but of the %s there were before"
                        .formatted(claim, Words.count(before.size(), "row")),
                offenders);
    }

    /**
     * Verify that each write that was acknowledged is there exactly once, and each of which nobody knows once at most. Other rows are not
     * judged.
     *
     * <pre><code>
     * assertThat(after).hasExactlyOnce(writes); // passes if a write whose answer was lost is there, or is not
     * assertThat(after).hasExactlyOnce(writes); // fails if one that was acknowledged is missing, or one is there twice
     * </code></pre>
     */
    public ContentDigestAssert hasExactlyOnce(Writes writes) {
        isNotNull();
        List<String> acknowledged = writes.acknowledged();
        if (acknowledged.isEmpty()) {
            failWithMessage(
                    "%nExpecting each acknowledged write to be there exactly once, but of %s none was acknowledged, so nothing was judged.",
                    Words.count(writes.unknown().size(), "write"));
        }
        Map<String, List<String>> offenders = kinds("lost", "doubled");
        acknowledged.stream().filter(id -> actual.rowsOf(id).isEmpty()).forEach(id -> add(offenders, "lost", id));
        Set<String> all = new HashSet<>(acknowledged);
        all.addAll(writes.unknown());
        actual.digests().forEach((id, rows) -> {
            if (all.contains(id) && rows.size() > 1) {
                add(offenders, "doubled", "%s (%s times)".formatted(id, rows.size()));
            }
        });
        return fail(
                "Expecting each acknowledged write to be there exactly once, but of %s".formatted(writes), offenders);
    }

    private ContentDigestAssert fail(String sentence, Map<String, List<String>> offenders) {
        offenders.values().removeIf(List::isEmpty);
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%n%s %s:%n%s",
                    sentence,
                    offenders.entrySet().stream()
                            .map(kind -> kind.getValue().size() + " " + kind.getKey())
                            .collect(Collectors.joining(", ")),
                    offenders.entrySet().stream()
                            .map(kind -> "  %s: %s%s"
                                    .formatted(
                                            kind.getKey(),
                                            kind.getValue().stream()
                                                    .limit(SHOWN)
                                                    .collect(Collectors.joining(", ")),
                                            kind.getValue().size() > SHOWN ? ", ..." : ""))
                            .collect(Collectors.joining("\n")));
        }
        return this;
    }

    private static Map<String, List<String>> kinds(String... names) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (String name : names) {
            kinds.put(name, new ArrayList<>());
        }
        return kinds;
    }

    private static void add(Map<String, List<String>> offenders, String kind, String row) {
        offenders.computeIfAbsent(kind, name -> new ArrayList<>()).add(row);
    }
}
