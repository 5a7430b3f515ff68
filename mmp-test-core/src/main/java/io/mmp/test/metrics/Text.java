package io.mmp.test.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Spells figures for people, the same on every machine. */
final class Text {

    private Text() {}

    /** Spell a part of one as per cent, such as {@code 14.3 %}. */
    static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    /** Spell a probability, however small, such as {@code 0.0321 %}. */
    static String chance(double probability) {
        if (probability == 0) {
            return "0 %";
        }
        return new BigDecimal(100 * probability)
                        .round(new MathContext(3, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /** Spell the difference of two rates, such as {@code 1.5 points}. */
    static String points(double difference) {
        return String.format(Locale.ROOT, "%.1f points", 100 * difference);
    }

    /** Spell a duration in seconds, such as {@code 0.250 s}. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1e3);
    }
}
