package io.mmp.test.table;

import io.mmp.test.Internal;
import java.text.Normalizer;

/**
 * Compares texts as a reader sees them.
 *
 * @since 0.1.0
 */
@Internal
public final class Texts {

    private Texts() {}

    /**
     * Tell whether two texts that differ look alike: in composed and decomposed letters, kinds of space, spaces at an end, or characters
     * without a glyph, such as a zero-width space.
     */
    public static boolean lookAlike(String one, String other) {
        return !one.equals(other) && visible(one).equals(visible(other));
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    visible.append(' ');
                case Character.FORMAT, Character.CONTROL -> {
                    if (Character.isWhitespace(point)) {
                        visible.append(' ');
                    }
                }
                default -> visible.appendCodePoint(point);
            }
        });
        return visible.toString().strip();
    }
}
