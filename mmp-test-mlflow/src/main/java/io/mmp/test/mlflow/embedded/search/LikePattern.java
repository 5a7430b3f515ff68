package io.mmp.test.mlflow.embedded.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A pattern of {@code LIKE}: {@code %} stands for any text, {@code _} for any character.
 *
 * <p>All ways to match are followed at once, one bit each, so that a text is read once and never again, whatever the pattern; the
 * pattern takes memory in proportion to its length.
 */
final class LikePattern implements Predicate<String> {

    /** Whether a pattern tells upper case from lower case; as in MLflow's database, only ASCII letters have a case. */
    enum Case {
        SENSITIVE,
        INSENSITIVE
    }

    private final Case letters;
    private final int words;
    private final int length;

    /** The states that stay when a character is read: those in front of which a {@code %} stands. */
    private final long[] staying;

    /** The states that any character leads on from. */
    private final long[] anyCharacter;

    /** The states that one character leads on from: as bits where they are many, else as a list. */
    private final Map<Integer, long[]> frequent = new HashMap<>();

    private final Map<Integer, int[]> rare = new HashMap<>();

    /** Read a pattern. */
    LikePattern(String pattern, Case letters) {
        this.letters = letters;
        BitSet stay = new BitSet();
        BitSet any = new BitSet();
        Map<Integer, BitSet> many = new HashMap<>();
        int[] points = pattern.codePoints()
                .filter(point -> point != '%')
                .map(this::folded)
                .toArray();
        this.length = points.length;
        this.words = length / Long.SIZE + 1;
        int state = 0;
        for (int point : pattern.codePoints().toArray()) {
            if (point == '%') {
                stay.set(state);
            } else if (point == '_') {
                any.set(state++);
            } else {
                state++;
            }
        }
        this.staying = Arrays.copyOf(stay.toLongArray(), words);
        this.anyCharacter = Arrays.copyOf(any.toLongArray(), words);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int point : points) {
            counts.merge(point, 1, Integer::sum);
        }
        for (int i = 0; i < length; i++) {
            int count = counts.getOrDefault(points[i], 0);
            if (any.get(i)) {
                continue;
            }
            if (count > words) {
                many.computeIfAbsent(points[i], point -> new BitSet()).set(i);
            } else {
                int[] states = rare.computeIfAbsent(points[i], point -> new int[0]);
                states = Arrays.copyOf(states, states.length + 1);
                states[states.length - 1] = i;
                rare.put(points[i], states);
            }
        }
        many.forEach((point, states) -> frequent.put(point, Arrays.copyOf(states.toLongArray(), words)));
    }

    @Override
    public boolean test(String text) {
        long[] reached = new long[words];
        long[] next = new long[words];
        reached[0] = 1;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (!read(folded(point), reached, next)) {
                return false;
            }
            long[] swapped = reached;
            reached = next;
            next = swapped;
        }
        return ((reached[length / Long.SIZE] >>> length) & 1) != 0;
    }

    /** Fill in what is reached behind a character, and tell whether that is anything. */
    private boolean read(int point, long[] reached, long[] next) {
        long[] bits = frequent.get(point);
        for (int word = 0; word < words; word++) {
            next[word] = reached[word] & (bits == null ? anyCharacter[word] : anyCharacter[word] | bits[word]);
        }
        int[] states = bits == null ? rare.get(point) : null;
        if (states != null) {
            for (int state : states) {
                next[state / Long.SIZE] |= reached[state / Long.SIZE] & (1L << state);
            }
        }
        long carried = 0;
        long all = 0;
        for (int word = 0; word < words; word++) {
            long left = next[word];
            next[word] = (left << 1) | carried | (reached[word] & staying[word]);
            carried = left >>> (Long.SIZE - 1);
            all |= next[word];
        }
        return all != 0;
    }

    private int folded(int point) {
        return letters == Case.INSENSITIVE && point >= 'A' && point <= 'Z' ? point - 'A' + 'a' : point;
    }
}
