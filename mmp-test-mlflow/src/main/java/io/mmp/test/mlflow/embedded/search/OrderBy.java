package io.mmp.test.mlflow.embedded.search;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of an order: an identifier, still unread, and a direction. */
public record OrderBy(String identifier, Direction direction) {

    /** Smallest or largest first. */
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    private static final String TIMESTAMP = "timestamp";
    private static final String PART = "(?:[\\p{L}_][\\w$#]*|`[^`]*`|\"[^\"]*\"|'[^']*')";
    private static final Pattern CLAUSE =
            PythonText.pattern("(" + PART + "(?:\\s*\\.\\s*" + PART + ")*+\\.?)(?:\\s+(\\w+))?", 0);

    /** Read {@code identifier [ASC|DESC]}. */
    public static OrderBy parse(String clause) {
        Matcher matcher = CLAUSE.matcher(clause);
        boolean isName = matcher.matches() && !clause.startsWith("'");
        if (!isName || isKeyword(SearchLexer.split(clause, 1).get(0))) {
            throw RestException.invalid("Invalid order_by clause '" + clause + "'. Could not be parsed.");
        }
        String identifier = matcher.group(1);
        if (matcher.group(2) == null) {
            return new OrderBy(identifier, Direction.ASCENDING);
        }
        // MLflow splits the clause as a shell would, which removes the quotes.
        String bare = identifier.replaceAll("[`\"']", "");
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "asc" -> new OrderBy(bare, Direction.ASCENDING);
            case "desc" -> new OrderBy(bare, Direction.DESCENDING);
            default ->
                throw RestException.invalid(
                        identifier.equals(TIMESTAMP)
                                ? "Invalid order_by clause '" + clause + "'. Could not be parsed."
                                : "Invalid ordering key in order_by clause '" + clause + "'.");
        };
    }

    /** MLflow takes this one SQL keyword for a name, because models are ordered by it. */
    private static boolean isKeyword(SearchToken word) {
        return word.is(SearchToken.Kind.KEYWORD) && !word.text().equals(TIMESTAMP);
    }

    /** Tell whether the smallest comes first. */
    public boolean isAscending() {
        return direction == Direction.ASCENDING;
    }
}
