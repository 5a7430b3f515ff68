package io.mmp.test.text;

import java.util.regex.Pattern;

/** Words numbers of things, the same on every machine. */
public final class Words {

    private static final Pattern HISSING = Pattern.compile("(s|x|z|ch|sh)$");
    private static final Pattern Y = Pattern.compile("[^aeiou]y$");

    private Words() {}

    /** Word a number of things, such as {@code 1 test}, {@code 2 tests}, {@code 2 aliases} or {@code 2 entities}. */
    public static String count(long number, String thing) {
        return number + " " + (number == 1 ? thing : plural(thing));
    }

    /** Return the plural of a thing by the rules: none of a noun that breaks them. */
    public static String plural(String thing) {
        if (HISSING.matcher(thing).find()) {
            return thing + "es";
        }
        return Y.matcher(thing).find() ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s";
    }
}
