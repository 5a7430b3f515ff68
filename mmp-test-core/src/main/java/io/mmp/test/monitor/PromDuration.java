package io.mmp.test.monitor;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations as Prometheus does, such as {@code 1m30s}. */
final class PromDuration {

    private static final Pattern DURATION = Pattern.compile(
            "0|(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] MILLIS = {
        365 * 86_400_000L, 7 * 86_400_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    private PromDuration() {}

    static Duration read(YamlValue value) {
        Matcher matcher = DURATION.matcher(value.text());
        if (value.text().isEmpty() || !matcher.matches()) {
            throw value.wrong("must be a duration such as 15s, 1m30s or 1h, but is '%s'".formatted(value.text()));
        }
        long millis = 0;
        for (int i = 0; i < MILLIS.length; i++) {
            String amount = matcher.group(i + 1);
            millis += amount == null ? 0 : Long.parseLong(amount) * MILLIS[i];
        }
        return Duration.ofMillis(millis);
    }

    static String write(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
