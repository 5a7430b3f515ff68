package io.mmp.test.readiness;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Says which versions of a service will do: those of a range such as {@code >=1.2 <2}, or those in whose text a pattern is found. */
final class VersionExpectation {

    private static final Pattern BOUND = Pattern.compile("(>=|<=|>|<|=|!=)?\\s{0,4}v?([0-9]+(?:\\.[0-9]+)*)");
    private static final Pattern VERSION = Pattern.compile("v?([0-9]+(?:\\.[0-9]+)*)(?:\\+[0-9A-Za-z.-]+)?");
    private static final Pattern PRE_RELEASE = Pattern.compile("v?[0-9]+(?:\\.[0-9]+)*-[0-9A-Za-z.+-]+");

    private record Bound(String operator, List<BigInteger> version) {}

    private final String words;
    private final Optional<Pattern> pattern;
    private final List<Bound> bounds;

    private VersionExpectation(String words, Optional<Pattern> pattern, List<Bound> bounds) {
        this.words = words;
        this.pattern = pattern;
        this.bounds = bounds;
    }

    /** Take a pattern; empty if it is none. */
    static Optional<VersionExpectation> matching(String pattern) {
        try {
            return Optional.of(new VersionExpectation(
                    "that matches '%s'".formatted(pattern), Optional.of(Pattern.compile(pattern)), List.of()));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Take bounds, with blanks or commas between them, which all hold; empty if they are none. */
    static Optional<VersionExpectation> range(String range) {
        List<Bound> bounds = new ArrayList<>();
        Matcher matcher = BOUND.matcher(range);
        int end = 0;
        while (matcher.find()) {
            if (!range.substring(end, matcher.start()).matches(end == 0 ? "\\s*" : "\\s*,\\s*|\\s+")) {
                return Optional.empty();
            }
            String operator = matcher.group(1) == null ? "=" : matcher.group(1);
            bounds.add(new Bound(operator, numbers(matcher.group(2))));
            end = matcher.end();
        }
        return bounds.isEmpty() || !range.substring(end).isBlank()
                ? Optional.empty()
                : Optional.of(new VersionExpectation(range.strip(), Optional.empty(), bounds));
    }

    /** Say why a version will not do, as a predicate without subject; empty if it will. */
    Optional<String> misfit(String found) {
        if (pattern.isPresent()) {
            return pattern.get().matcher(found).find() ? Optional.empty() : Optional.of("");
        }
        String version = found.strip();
        if (PRE_RELEASE.matcher(version).matches()) {
            return Optional.of(", a pre-release, which is in no range: judge it by 'matches'");
        }
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return Optional.of(", which is no version such as 1.4.2: judge it by 'matches'");
        }
        List<BigInteger> numbers = numbers(matcher.group(1));
        return bounds.stream().allMatch(bound -> holds(bound, numbers)) ? Optional.empty() : Optional.of("");
    }

    private static boolean holds(Bound bound, List<BigInteger> version) {
        int order = compare(version, bound.version());
        return switch (bound.operator()) {
            case ">=" -> order >= 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case "<" -> order < 0;
            case "!=" -> order != 0;
            default -> order == 0;
        };
    }

    /** Compare number by number; those that are missing are 0. */
    private static int compare(List<BigInteger> one, List<BigInteger> other) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            BigInteger left = i < one.size() ? one.get(i) : BigInteger.ZERO;
            BigInteger right = i < other.size() ? other.get(i) : BigInteger.ZERO;
            if (!left.equals(right)) {
                return left.compareTo(right);
            }
        }
        return 0;
    }

    private static List<BigInteger> numbers(String version) {
        return Pattern.compile("\\.")
                .splitAsStream(version)
                .map(BigInteger::new)
                .toList();
    }

    @Override
    public String toString() {
        return words;
    }
}
