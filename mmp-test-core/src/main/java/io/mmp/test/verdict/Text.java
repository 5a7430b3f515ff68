package io.mmp.test.verdict;

import io.mmp.test.Internal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Prints numbers in the one way in which they stand in sentences, whatever the locale.
 *
 * @since 0.1.0
 */
@Internal
public final class Text {

    private Text() {}

    /** Print three significant digits. */
    public static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value));
        if (exact.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = exact.round(new MathContext(3, RoundingMode.HALF_EVEN));
        // Digits before the point are not rounded away: 12345 is not 12300.
        if (exact.precision() - exact.scale() > 3) {
            rounded = exact.setScale(0, RoundingMode.HALF_EVEN);
        }
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** Print a share in percent. */
    public static String percent(double share) {
        return Double.isNaN(share) || Double.isInfinite(share) ? number(share) : number(share * 100) + " %";
    }

    /** Print "1 error", "1 latency", "2 errors". */
    public static String count(long count, String plural) {
        if (count != 1 || !plural.endsWith("s")) {
            return count + " " + plural;
        }
        return "1 "
                + (plural.endsWith("ies")
                        ? plural.substring(0, plural.length() - 3) + "y"
                        : plural.substring(0, plural.length() - 1));
    }
}
