package io.mmp.test.mlflow.embedded.search;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the right sides of comparisons. */
public final class SearchValue {

    private static final Pattern ITEM = Pattern.compile(
            "\\s*+(?:('(?:\\\\.|[^'\\\\])*+'|\"(?:\\\\.|[^\"\\\\])*+\")|(-?[\\d.]+)|(,))\\s*+", Pattern.DOTALL);

    private SearchValue() {}

    /** Tell whether a right side is a text, quoted or not. */
    public static boolean isText(SearchToken token) {
        return token.is(Kind.STRING, Kind.IDENTIFIER);
    }

    /** Tell whether a right side is a number. */
    public static boolean isNumber(SearchToken token) {
        return token.is(Kind.INTEGER, Kind.FLOAT);
    }

    /** Return a quoted text; an escape in it stands for itself. */
    public static String text(SearchToken token) {
        String text = token.text();
        if (SearchKey.isQuoted(text, "'") || SearchKey.isQuoted(text, "\"")) {
            return text.substring(1, text.length() - 1);
        }
        throw RestException.invalid("Parameter value is either not quoted or unidentified quote types used for string "
                + "value " + text + ". Use either single or double quotes.");
    }

    /** Tell whether a comparator takes a list. */
    public static boolean isListComparator(String comparator) {
        return comparator.equals("IN") || comparator.equals("NOT IN");
    }

    /** Refuse to compare with a list in any other way than IN and NOT IN; in MLflow it is the database that refuses. */
    public static void requireListComparator(String comparator) {
        if (!isListComparator(comparator)) {
            throw tupleAsText();
        }
    }

    /** Create the error of MLflow's database for a list where one value is needed. */
    public static RestException tupleAsText() {
        return new RestException(
                ErrorCode.BAD_REQUEST,
                "(sqlite3.ProgrammingError) Error binding parameter 1: type 'tuple' is not supported");
    }

    /** Return the texts of a list in parentheses, read as a Python tuple. */
    public static List<String> list(SearchToken token) {
        String inner = token.text().substring(1, token.text().length() - 1);
        List<StringBuilder> items = new ArrayList<>();
        boolean hasNumber = false;
        boolean afterComma = true;
        Matcher matcher = ITEM.matcher(inner);
        int position = 0;
        while (position < inner.length()
                && matcher.region(position, inner.length()).lookingAt()) {
            if (matcher.group(3) != null) {
                if (afterComma) {
                    throw illFormed();
                }
                afterComma = true;
            } else if (matcher.group(2) != null) {
                hasNumber = true;
                items.add(new StringBuilder(matcher.group(2)));
                afterComma = false;
            } else {
                String item = matcher.group(1);
                String text = item.substring(1, item.length() - 1).replaceAll("\\\\(['\"\\\\])", "$1");
                if (afterComma) {
                    items.add(new StringBuilder());
                }
                // Python joins adjacent literals.
                items.get(items.size() - 1).append(text);
                afterComma = false;
            }
            position = matcher.end();
        }
        if (position < inner.length() && !PythonText.isBlank(inner.substring(position))) {
            throw illFormed();
        }
        if (hasNumber) {
            throw RestException.invalid("While parsing a list in the query, expected string value, punctuation, or "
                    + "whitespace, but got different type in list: " + tuple(token.text(), items.size()));
        }
        if (items.isEmpty()) {
            throw RestException.invalid(
                    "While parsing a list in the query, expected a non-empty list of string values, "
                            + "but got empty list");
        }
        return items.stream().map(StringBuilder::toString).toList();
    }

    /** Python writes a tuple of one with a comma. */
    private static String tuple(String text, int size) {
        return size == 1 && !text.contains(",") ? text.replace(")", ",)") : text;
    }

    private static RestException illFormed() {
        return RestException.invalid("While parsing a list in the query, expected a non-empty list of string values, "
                + "but got ill-formed list.");
    }
}
