package io.mmp.test.training;

import org.jspecify.annotations.Nullable;

/**
 * One place where two models differ.
 *
 * @param section the section, such as "trees"
 * @param key the key in it, such as "tree 3 leaf_value"
 * @param here what stands there in the one; null if nothing does. Of a long list only the part around the first difference
 * @param there the same in the other
 * @since 0.1.0
 */
public record ModelDifference(
        String section,
        String key,
        @Nullable String here,
        @Nullable String there) {

    private static final int SHOWN = 60;

    /** Name the first place where two texts differ, of a list the first value. */
    static ModelDifference between(String section, String key, String here, String there) {
        if (here.length() <= SHOWN && there.length() <= SHOWN) {
            return new ModelDifference(section, key, here, there);
        }
        int same = 0;
        while (same < Math.min(here.length(), there.length()) && here.charAt(same) == there.charAt(same)) {
            same++;
        }
        int start = here.lastIndexOf(' ', same - 1) + 1;
        long value = here.substring(0, start)
                        .chars()
                        .filter(character -> character == ' ')
                        .count()
                + 1;
        return new ModelDifference(section, key, excerpt(here, start, value), excerpt(there, start, value));
    }

    private static String excerpt(String text, int start, long value) {
        int end = Math.min(text.length(), start + SHOWN);
        return "%s%s%s"
                .formatted(
                        start == 0 ? "" : "value %s: ".formatted(value),
                        start >= text.length() ? "(the end)" : text.substring(start, end),
                        end < text.length() ? "..." : "");
    }

    /** Return all of it on a line. */
    @Override
    public String toString() {
        return "%s, %s: %s here, %s there".formatted(section, key, shown(here), shown(there));
    }

    private static String shown(@Nullable String text) {
        return text == null ? "nothing" : "'%s'".formatted(text);
    }
}
