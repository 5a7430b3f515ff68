package io.mmp.test.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The health check of a compose file, which Docker runs inside the container.
 *
 * @param test {@code CMD} or {@code CMD-SHELL} and what follows
 */
record ComposeHealth(List<String> test, Duration interval, Duration timeout, int retries, Duration startPeriod) {

    private static final Set<String> KNOWN = Set.of("test", "interval", "timeout", "retries", "start_period");
    private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

    /** Read it with Docker's own values for what is not said. */
    static @Nullable ComposeHealth read(@Nullable Object value, Function<String, ServiceGroupException> wrong) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> check)) {
            throw wrong.apply("must be a mapping, but is " + value);
        }
        check.keySet().stream().filter(key -> !KNOWN.contains(key)).findFirst().ifPresent(key -> {
            throw wrong.apply("has %s, which is not understood".formatted(key));
        });
        return new ComposeHealth(
                test(check.get("test"), wrong),
                duration(check.get("interval"), Duration.ofSeconds(30), wrong),
                duration(check.get("timeout"), Duration.ofSeconds(30), wrong),
                check.get("retries") instanceof Integer retries ? retries : 3,
                duration(check.get("start_period"), Duration.ZERO, wrong));
    }

    private static List<String> test(@Nullable Object test, Function<String, ServiceGroupException> wrong) {
        if (test instanceof String shell) {
            return List.of("CMD-SHELL", shell.replace("$$", "$"));
        }
        if (test instanceof List<?> words
                && words.size() > 1
                && Set.of("CMD", "CMD-SHELL").contains(String.valueOf(words.get(0)))) {
            return words.stream()
                    .map(word -> String.valueOf(word).replace("$$", "$"))
                    .toList();
        }
        throw wrong.apply(
                "must have a test that is a text or a list that starts with CMD or CMD-SHELL, but has " + test);
    }

    private static Duration duration(
            @Nullable Object value, Duration otherwise, Function<String, ServiceGroupException> wrong) {
        if (value == null) {
            return otherwise;
        }
        Matcher parts = DURATION.matcher(String.valueOf(value));
        if (String.valueOf(value).isEmpty() || !parts.matches()) {
            throw wrong.apply("has '%s', which is no time such as 1m30s or 500ms".formatted(value));
        }
        return Duration.ofHours(number(parts.group(1)))
                .plusMinutes(number(parts.group(2)))
                .plusSeconds(number(parts.group(3)))
                .plusMillis(number(parts.group(4)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
