package io.mmp.test.feast.parity;

import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.Collection;
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

    ParityReport report(String subject, String reference, Map<Cause, String> accepted) {
        List<FeatureParity> features = new ArrayList<>();
        compared.forEach((feature, values) ->
                features.add(new FeatureParity(feature, values, counts.getOrDefault(feature, Map.of()))));
        return new ParityReport(subject, reference, features, kept, accepted);
    }
}
