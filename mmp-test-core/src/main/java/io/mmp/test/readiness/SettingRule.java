package io.mmp.test.readiness;

import io.mmp.test.text.Words;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a setting must be: {@code SettingRule.oneOf("INFO", "WARN")}, {@code SettingRule.duration(Duration.ofSeconds(30))}.
 *
 * @since 0.1.0
 */
public final class SettingRule {

    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final int SHORTEST_SECRET = 8;

    /** Stands for the value, which only who knows the key may print. */
    private static final String SHOWN = "is shown";

    private final String expected;
    private final String remedy;
    private final boolean isSecret;
    private final Function<String, Optional<String>> problem;

    private SettingRule(String expected, String remedy, boolean isSecret, Function<String, Optional<String>> problem) {
        this.expected = expected;
        this.remedy = remedy;
        this.isSecret = isSecret;
        this.problem = problem;
    }

    /** Require this very text. */
    public static SettingRule equalTo(String value) {
        return plain("'" + value + "'", "Set it to '%s'.".formatted(value), value::equals);
    }

    /** Require one of these texts, in this case of letters. */
    public static SettingRule oneOf(String... values) {
        List<String> known = List.of(values);
        if (known.isEmpty()) {
            throw new ReadinessException("Name at least one value that is right.");
        }
        return known.size() == 1
                ? equalTo(values[0])
                : plain("one of " + String.join(", ", known), "Set it to one of them.", known::contains);
    }

    /** Require the name of a constant. */
    public static <E extends Enum<E>> SettingRule oneOf(Class<E> type) {
        return oneOf(Arrays.stream(type.getEnumConstants()).map(Enum::name).toArray(String[]::new));
    }

    /** Require {@code true}. */
    public static SettingRule isTrue() {
        return plain("true", "Set it to true, in lower case.", "true"::equals);
    }

    /** Require {@code false}. */
    public static SettingRule isFalse() {
        return plain("false", "Set it to false, in lower case.", "false"::equals);
    }

    /** Require {@code true} or {@code false}. */
    public static SettingRule bool() {
        return plain(
                "true or false",
                "Set it to one of them, in lower case.",
                value -> value.equals("true") || value.equals("false"));
    }

    /** Require this whole number. */
    public static SettingRule number(long value) {
        return number(value, value);
    }

    /** Require a whole number from one to another, both included. */
    public static SettingRule number(long least, long most) {
        if (least > most) {
            throw new ReadinessException("No number is from %s to %s.".formatted(least, most));
        }
        String expected =
                least == most ? "the whole number " + least : "a whole number from %s to %s".formatted(least, most);
        return plain(
                expected,
                least == most ? "Set it to %s.".formatted(least) : "Set it to such a number, in plain digits.",
                value -> WHOLE.matcher(value).matches()
                        && new BigInteger(value).compareTo(BigInteger.valueOf(least)) >= 0
                        && new BigInteger(value).compareTo(BigInteger.valueOf(most)) <= 0);
    }

    /** Require this duration, in the form of Docker Compose and Go ({@code 1m30s}) or of ISO 8601 ({@code PT1M30S}). */
    public static SettingRule duration(Duration value) {
        return duration(value, value);
    }

    /** Require a duration from one to another, both included, in the form of Docker Compose and Go or of ISO 8601. */
    public static SettingRule duration(Duration least, Duration most) {
        if (least.compareTo(most) > 0) {
            throw new ReadinessException(
                    "No duration is from %s to %s.".formatted(DurationText.print(least), DurationText.print(most)));
        }
        String expected = least.equals(most)
                ? "the duration " + DurationText.print(least)
                : "a duration from %s to %s".formatted(DurationText.print(least), DurationText.print(most));
        return plain(
                expected,
                "Write a number with its unit, such as %s.".formatted(DurationText.print(least)),
                value -> DurationText.read(value)
                        .filter(read -> read.compareTo(least) >= 0 && read.compareTo(most) <= 0)
                        .isPresent());
    }

    /** Require an absolute URI with a host, of one of these schemes; of any if there are none. */
    public static SettingRule uri(String... schemes) {
        List<String> known = List.of(schemes);
        return plain(
                known.isEmpty()
                        ? "a URI with a host"
                        : "a URI with a host, of the scheme " + String.join(" or ", known),
                "Write it whole, such as %s://host:port/path.".formatted(known.isEmpty() ? "http" : known.get(0)),
                value -> isUri(value, known));
    }

    private static boolean isUri(String value, List<String> schemes) {
        try {
            URI uri = new URI(value);
            return uri.getScheme() != null
                    && uri.getHost() != null
                    && (schemes.isEmpty() || schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Require a text that matches as a whole. */
    public static SettingRule matching(Pattern pattern) {
        return plain(
                "a text of the form " + pattern,
                "Change it to that form.",
                value -> pattern.matcher(value).matches());
    }

    /** Require any text but a blank one. */
    public static SettingRule present() {
        return plain("a text that is not blank", "Give it a value.", value -> !value.isBlank());
    }

    /** Require a secret of at least 8 characters that is no default which everybody knows, such as {@code changeme}. It is never printed. */
    public static SettingRule secret() {
        return secret(SHORTEST_SECRET);
    }

    /** Require a secret of at least so many characters that is no default which everybody knows. It is never printed. */
    public static SettingRule secret(int shortest) {
        if (shortest < 1) {
            throw new ReadinessException("A secret has at least 1 character, but not at least %s.".formatted(shortest));
        }
        return new SettingRule(
                "a secret of at least %s".formatted(Words.count(shortest, "character")),
                "Set it to one that was generated for this deployment.",
                true,
                value -> {
                    if (value.isBlank()) {
                        return Optional.of("is empty");
                    }
                    if (KnownDefaults.contains(value)) {
                        return Optional.of("is a default that everybody knows");
                    }
                    return value.length() < shortest ? Optional.of("is too short") : Optional.empty();
                });
    }

    /** Require the command of a health check, which {@code NONE} is not. */
    static SettingRule command() {
        return plain(
                "a command", "Take NONE out, which switches the health check off.", value -> !value.equals("NONE"));
    }

    private static SettingRule plain(String expected, String remedy, Function<String, Boolean> isRight) {
        return new SettingRule(
                expected,
                remedy,
                false,
                value -> isRight.apply(value) ? Optional.empty() : Optional.of(value.isEmpty() ? "is empty" : SHOWN));
    }

    /** Return what is wrong with the value of a key, in words that show no secret; empty if nothing is. */
    Optional<String> problem(String key, String value) {
        return problem.apply(value)
                .map(words -> words.equals(SHOWN) ? "is '%s'".formatted(ShownValue.of(key, value)) : words);
    }

    boolean isSecret() {
        return isSecret;
    }

    String remedy() {
        return remedy;
    }

    /** Return what a setting must be, in words. */
    @Override
    public String toString() {
        return expected;
    }
}
