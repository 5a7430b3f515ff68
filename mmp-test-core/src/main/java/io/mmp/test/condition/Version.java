package io.mmp.test.condition;

import static java.util.stream.Collectors.joining;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version, of numbers with dots between them.
 *
 * @param numbers its numbers
 */
record Version(List<BigInteger> numbers) implements Comparable<Version> {

    private static final Pattern WHOLE = Pattern.compile("[0-9]+(?:\\.[0-9]+)*");
    private static final Pattern DOTTED = Pattern.compile("(?<![0-9.])[0-9]+(?:\\.[0-9]+)+");
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9a-zA-Z.])v?([0-9]+)(?![0-9a-zA-Z])");

    static boolean isVersion(String text) {
        return WHOLE.matcher(text).matches();
    }

    static Version of(String text) {
        return new Version(Stream.of(text.split("\\.")).map(BigInteger::new).toList());
    }

    /** Return the first version of a text; a number without dots counts where none has them. */
    static Optional<Version> in(String text) {
        Matcher dotted = DOTTED.matcher(text);
        if (dotted.find()) {
            return Optional.of(of(dotted.group()));
        }
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Optional.of(of(number.group(1))) : Optional.empty();
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int order = at(i).compareTo(other.at(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private BigInteger at(int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }

    @Override
    public String toString() {
        return numbers.stream().map(BigInteger::toString).collect(joining("."));
    }
}
