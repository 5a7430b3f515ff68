package io.mmp.test.load;

import io.mmp.test.text.Words;
import java.util.Locale;

/**
 * The counts of a result, taken once.
 *
 * @param asked how many requests were due
 * @param sent how many were sent
 * @param failed how many failed
 * @param late how many were late
 */
record Counts(int asked, int sent, int failed, int late) {

    static Counts of(LoadResult result) {
        return new Counts(result.asked(), result.sent(), result.failed(), result.late());
    }

    String line() {
        return "%s due, %s not sent, %s failed, %s late"
                .formatted(Words.count(asked, "request"), asked - sent, failed, late);
    }

    double lateShare() {
        return asked == 0 ? 0 : (double) late / asked;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share).replaceAll("\\.?0+$", "") + " %";
    }
}
