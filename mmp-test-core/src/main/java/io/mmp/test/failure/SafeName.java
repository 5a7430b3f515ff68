package io.mmp.test.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/**
 * Names of files that every file system and every locale can have, and that can be read back: what is not a letter of ASCII, a digit or one of
 * {@code ._()#$@,=-} is percent-encoded, as is a dot at either end. A name of more than 200 characters is cut and ends in {@code ~} and its hash.
 */
public final class SafeName {

    private static final int LONGEST = 200;
    private static final String PLAIN = "._()#$@,=-";

    private SafeName() {}

    /** Return the name of a file for a text. */
    public static String of(String text) {
        StringBuilder name = new StringBuilder();
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char character = (char) (bytes[i] & 0xff);
            boolean isEnd = i == 0 || i == bytes.length - 1;
            if (isPlain(character) && !(isEnd && character == '.')) {
                name.append(character);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        if (name.length() <= LONGEST) {
            return name.toString();
        }
        // A percent sign whose digits are cut off could not be read back anyhow.
        return name.substring(0, LONGEST) + "~" + Integer.toHexString(text.hashCode());
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PLAIN.indexOf(character) >= 0;
    }
}
