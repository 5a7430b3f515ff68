package io.mmp.test.feast.parity;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes reports as JSON. */
final class ParityJson {

    private ParityJson() {}

    static String of(ParityReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("subject", report.subject());
        tree.put("reference", report.reference());
        tree.put("agrees", report.agrees());
        tree.put("compared", report.compared());
        tree.put("wrong", report.wrong());
        tree.put("accepted", byWords(report.accepted()));
        tree.put("features", report.features().stream().map(ParityJson::feature).toList());
        tree.put(
                "mismatches",
                report.mismatches().stream().map(ParityJson::mismatch).toList());
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> feature(FeatureParity feature) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("feature", feature.feature());
        tree.put("compared", feature.compared());
        tree.put("causes", byWords(feature.causes()));
        return tree;
    }

    private static Map<String, Object> mismatch(Mismatch mismatch) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", mismatch.key());
        tree.put("feature", mismatch.feature() == null ? FeatureParity.ROWS : mismatch.feature());
        tree.put("expected", mismatch.expected());
        tree.put("actual", mismatch.actual());
        tree.put("cause", mismatch.cause().toString());
        return tree;
    }

    private static <V> Map<String, V> byWords(Map<Cause, V> causes) {
        Map<String, V> words = new LinkedHashMap<>();
        new TreeMap<>(causes).forEach((cause, value) -> words.put(cause.toString(), value));
        return words;
    }
}
