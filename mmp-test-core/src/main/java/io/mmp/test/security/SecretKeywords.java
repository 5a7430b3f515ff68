package io.mmp.test.security;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Finds many words in one pass, whatever their case (Aho and Corasick, 1975), so that each pattern is tried where its word stands and nowhere else.
 *
 * @param <T> what a word stands for
 */
final class SecretKeywords<T> {

    /** What is told of each word that is found. */
    interface Found<T> {
        void at(int start, T what);
    }

    private record Word<T>(int length, T what) {}

    private final byte[] classes = new byte[128];
    private final int width;
    private final List<int[]> rows = new ArrayList<>();
    private final List<List<Word<T>>> words = new ArrayList<>();
    private final int[] table;
    private final boolean[] ends;

    SecretKeywords(Map<String, ? extends Collection<T>> keywords) {
        byte number = 1;
        for (String keyword : keywords.keySet()) {
            for (int i = 0; i < keyword.length(); i++) {
                char letter = keyword.charAt(i);
                if (classes[letter] == 0) {
                    classes[letter] = number++;
                }
            }
        }
        width = number;
        for (char letter = 'a'; letter <= 'z'; letter++) {
            classes[letter - 'a' + 'A'] = classes[letter];
        }
        state();
        keywords.forEach((keyword, meanings) -> {
            int state = 0;
            for (int i = 0; i < keyword.length(); i++) {
                char letter = keyword.charAt(i);
                int[] row = rows.get(state);
                if (row[classes[letter]] < 0) {
                    row[classes[letter]] = state();
                }
                state = row[classes[letter]];
            }
            for (T meaning : meanings) {
                words.get(state).add(new Word<>(keyword.length(), meaning));
            }
        });
        link();
        table = new int[rows.size() * width];
        ends = new boolean[rows.size()];
        for (int state = 0; state < rows.size(); state++) {
            for (int each = 0; each < width; each++) {
                table[state * width + each] = rows.get(state)[each] * width;
            }
            ends[state] = !words.get(state).isEmpty();
        }
    }

    private int state() {
        int[] row = new int[width];
        Arrays.fill(row, -1);
        rows.add(row);
        words.add(new ArrayList<>());
        return rows.size() - 1;
    }

    /** Let each state know where to go on when the next letter is none of its words'. */
    private void link() {
        int[] fallback = new int[rows.size()];
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int[] row = rows.get(state);
            for (int each = 0; each < width; each++) {
                int target = row[each];
                int other = state == 0 ? 0 : rows.get(fallback[state])[each];
                if (target < 0) {
                    row[each] = other;
                } else {
                    fallback[target] = other;
                    words.get(target).addAll(words.get(other));
                    queue.add(target);
                }
            }
        }
    }

    void search(String text, Found<T> found) {
        int state = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char letter = text.charAt(i);
            state = table[state + (letter < 128 ? classes[letter] : 0)];
            if (ends[state / width]) {
                for (Word<T> word : words.get(state / width)) {
                    found.at(i + 1 - word.length, word.what);
                }
            }
        }
    }
}
