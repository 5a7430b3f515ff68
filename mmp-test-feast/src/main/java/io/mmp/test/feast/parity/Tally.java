package io.mmp.test.feast.parity;

import static java.util.Objects.requireNonNull;

import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts mismatches by feature and cause, and keeps the first of each. */
final class Tally {

    /** So many of each cause of each feature are kept: enough to see a pattern, few enough for a page. */
    private static final int KEPT = 10;

    private final Map<String, Long> compared = new LinkedHashMap<>();
    private final Map<String, Map<Cause, Long>> counts = new LinkedHashMap<>();
    private final List<Mismatch> kept = new ArrayList<>();

    /** Count values that are compared. */
    void compared(String feature, long values) {
        compared.merge(feature, values, Long::sum);
    }

    /** Count a mismatch, and keep it if it is among the first. */
    void add(String feature, Cause cause, Supplier<Mismatch> mismatch) {
        long count = counts.computeIfAbsent(feature, key -> new EnumMap<>(Cause.class))
                .merge(cause, 1L, Long::sum);
        if (count <= KEPT) {
            kept.add(mismatch.get());
        }
    }

    /** Count a row that only one side has. */
    void addRow(Cause cause, Table table, Collection<String> keys, int row) {
        add(FeatureParity.ROWS, cause, () -> new Mismatch(ParityText.key(table, keys, row), null, "", "", cause));
    }

    /** Add what another tally counts as compared; nothing in it is wrong. */
    void add(Tally right) {
        right.compared.forEach(this::compared);
    }

    /** Return it as a tree of texts. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        compared.forEach((feature, count) -> values.put(feature, String.valueOf(count)));
        tree.put("compared", values);
        Map<String, Object> wrong = new LinkedHashMap<>();
        counts.forEach((feature, causes) -> {
            Map<String, String> sums = new LinkedHashMap<>();
            causes.forEach((cause, count) -> sums.put(cause.name(), String.valueOf(count)));
            wrong.put(feature, sums);
        });
        tree.put("wrong", wrong);
        tree.put("kept", kept.stream().map(Mismatch::tree).toList());
        return tree;
    }

    /** Read what {@link #tree} returned. */
    static Tally ofTree(Map<?, ?> tree) {
        Tally tally = new Tally();
        ((Map<?, ?>) requireNonNull(tree.get("compared")))
                .forEach((feature, count) -> tally.compared((String) feature, Long.parseLong((String) count)));
        ((Map<?, ?>) requireNonNull(tree.get("wrong"))).forEach((feature, causes) -> {
            Map<Cause, Long> sums = new EnumMap<>(Cause.class);
            ((Map<?, ?>) causes)
                    .forEach((cause, count) -> sums.put(Cause.valueOf((String) cause), Long.valueOf((String) count)));
            tally.counts.put((String) feature, sums);
        });
        ((List<?>) requireNonNull(tree.get("kept"))).forEach(kept -> tally.kept.add(Mismatch.ofTree((Map<?, ?>) kept)));
        return tally;
    }

    ParityReport report(String subject, String reference, Map<Cause, String> accepted) {
        List<FeatureParity> features = new ArrayList<>();
        compared.forEach((feature, values) ->
                features.add(new FeatureParity(feature, values, counts.getOrDefault(feature, Map.of()))));
        // Of a store that is compared part by part the features come again and again.
        List<String> order = List.copyOf(compared.keySet());
        List<Mismatch> sorted = kept.stream()
                .sorted(Comparator.comparingInt((Mismatch mismatch) ->
                        order.indexOf(mismatch.feature() == null ? FeatureParity.ROWS : mismatch.feature())))
                .toList();
        return new ParityReport(subject, reference, features, sorted, accepted);
    }
}
