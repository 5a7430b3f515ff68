package io.mmp.test.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is asked about a rule.
 *
 * @param aggregates over all rows; the first one counts the values, or rows, that are judged
 * @param broken the condition of a row that breaks the rule, or null where the rule is on all values together
 * @param conclusion what their values mean
 */
record SqlRule(List<String> aggregates, @Nullable String broken, Conclusion conclusion) {

    /** Judges by the values of the aggregates, in their order. */
    interface Conclusion {
        Finding of(Tally tally, List<@Nullable Object> values);
    }

    /** Return a rule that is broken by rows. */
    static SqlRule ofRows(String judged, String broken, double share, Basis basis, String thing) {
        return new SqlRule(
                List.of(count(judged), count(broken)),
                broken,
                (tally, values) -> Finding.share(tally, share, basis, thing));
    }

    /** Return an aggregate that counts rows. */
    static String count(String condition) {
        return "COUNT(CASE WHEN %s THEN 1 END)".formatted(condition);
    }

    static long number(@Nullable Object count) {
        return count instanceof Number number ? number.longValue() : 0;
    }
}
