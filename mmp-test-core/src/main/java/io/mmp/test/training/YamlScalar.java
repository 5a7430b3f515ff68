package io.mmp.test.training;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what the plain scalars of YAML are. */
final class YamlScalar {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:0|[1-9]\\d*)(?:\\.\\d*(?:[eE][-+]\\d{1,6})?)?");
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");

    /** What is a text to some readers, and a boolean, date or number to others: it is not the same in quotes. */
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)"
                    + "|\\d{4}-\\d\\d?-\\d\\d?(?:[Tt ].*)?|[-+]?\\d+(?::[0-5]?\\d)+(?:\\.\\d*)?"
                    + "|[-+]?0[xobXOB]?[\\da-fA-F_]+|[-+]?\\d[\\d_]*_[\\d_]*(?:\\.\\d*)?|[-+]?\\.\\d+|[-+]?\\d+(?:\\.\\d*)?[eE][-+]?\\d+");

    private YamlScalar() {}

    /** Return null, a boolean, a number, a text, or, behind a NUL, what readers do not agree on. */
    static @Nullable Object plain(String text) {
        if (NULL.matcher(text).matches()) {
            return null;
        } else if (TRUE.matcher(text).matches()) {
            return true;
        } else if (FALSE.matcher(text).matches()) {
            return false;
        } else if (NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return AMBIGUOUS.matcher(text).matches() ? "\0" + text : text;
    }
}
