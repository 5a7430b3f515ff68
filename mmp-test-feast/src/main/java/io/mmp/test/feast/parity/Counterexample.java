package io.mmp.test.feast.parity;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mismatch that is shown as the simplest of all. */
record Counterexample(Mismatch mismatch) {

    /** Choose a wrong value rather than a row that is not there, of a row with few others, and as short as there is. */
    static Counterexample smallest(List<Mismatch> mismatches) {
        Map<Map<String, String>, Long> perRow = mismatches.stream().collect(groupingBy(Mismatch::key, counting()));
        return new Counterexample(mismatches.stream()
                .min(Comparator.comparing((Mismatch mismatch) -> mismatch.feature() == null)
                        .thenComparing(mismatch -> perRow.getOrDefault(mismatch.key(), 0L))
                        .thenComparing(mismatch -> mismatch.toString().length()))
                .orElseThrow());
    }

    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("row", ParityText.join(mismatch.key()));
        if (mismatch.feature() != null) {
            lines.put("feature", mismatch.feature());
            lines.put("found", mismatch.actual());
            lines.put("right", mismatch.expected());
        }
        lines.put("cause", mismatch.cause().toString());
        return lines;
    }
}
