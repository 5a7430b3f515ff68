package io.mmp.test.engine;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How an engine says what standard SQL does not say, or says in several ways.
 *
 * <p>An expression keeps null. What an engine cannot say exactly it must refuse: by an error in the query, never by another value.
 */
interface DialectSql {

    /** Quote the name of a column. */
    default String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Write a text. */
    default String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Write a decimal number that has no exponent, exactly. */
    default String decimal(String number) {
        return number;
    }

    /** Write a floating-point number, of which Java's text is given. */
    default String floating(String number, boolean isSingle) {
        return "CAST(%s AS %s)".formatted(literal(number), floatingType(isSingle));
    }

    /** Name the type of text. */
    default String textType() {
        return "VARCHAR";
    }

    /** Name the type of floating-point numbers of 32 or of 64 bits. */
    default String floatingType(boolean isSingle) {
        return isSingle ? "REAL" : "DOUBLE PRECISION";
    }

    /** Return the text of something that has only ASCII in it, exactly: of each number another text, the sign of zero included. */
    default String ascii(String expression) {
        return "CAST(%s AS %s)".formatted(expression, textType());
    }

    /** Return the text of an integer. */
    default String digits(String integer) {
        return ascii(integer);
    }

    /** Return the text of a text or of an enum, in a form that is equal to itself alone, whatever the collation is. */
    String text(String expression);

    /** Return the array of an array of texts, compared by their letters alone. */
    String texts(String expression);

    /** Return the integers of an array of integers, all of them of 64 bits. */
    String integers(String expression);

    /** Tell whether the timestamps of a column are finer than microseconds. */
    boolean isInNanos(EngineColumn column);

    /** Return the microseconds since 1970 of a date or timestamp, as if it were in UTC where it has no time zone; the infinite is refused. */
    String micros(String expression, EngineColumn column);

    /** Return the nanoseconds since 1970 of a date or timestamp, as {@link #micros}. */
    String nanos(String expression, EngineColumn column);

    /** Return the text of a double as the nearest float, or its own where no float is near. */
    String single(String expression);

    /** Tell whether a floating-point number is NaN. */
    default String isNaN(String expression) {
        return "isnan(%s)".formatted(expression);
    }

    /** Tell whether a whole text matches a regular expression of literals, classes, groups, alternatives and quantifiers. */
    default String isMatch(String expression, String pattern) {
        return "regexp_like(%s, %s)".formatted(expression, literal("\\A(?:%s)\\z".formatted(pattern)));
    }

    /** Return a value for two integers of 64 bits, which is greater when the first is greater, or the second if the first are the same. */
    String pair(String first, String second);

    /** Return the second number of a pair whose first is this. */
    default String second(String pair, String first) {
        return "(%s - (%s))".formatted(pair, pair(first, "0"));
    }

    /** Tell whether two values are equal, or both null. */
    default String isSame(String one, String other) {
        return "(%s IS NOT DISTINCT FROM %s)".formatted(one, other);
    }

    /** Return a value for some forms of keys, null or not, which is the same only where all of them are. */
    default String tuple(List<String> forms) {
        return "(%s)".formatted(String.join(", ", forms));
    }

    /** Return a number from 0 up to a number of buckets, which depends on these forms of keys alone. */
    String bucket(List<String> forms, int buckets);

    /** Return why values of a column cannot be compared exactly, or nothing. */
    default Optional<String> refusal(EngineColumn column) {
        return column.sqlType().startsWith("time") && !column.sqlType().startsWith("timestamp")
                ? Optional.of("times of day are not compared")
                : Optional.empty();
    }

    /** Return the names of the types of a query's columns, as standard SQL has them, where the driver does not tell them apart. */
    default Optional<List<String>> sqlTypes(Connection connection, String query, ResultSetMetaData metaData)
            throws SQLException {
        return Optional.empty();
    }

    /** Return the name that a query gave to a column of its result, of which the driver has this one. */
    default String label(String label, String query) {
        return label;
    }

    /** Say what a user needs who has no right to read. */
    default String rights() {
        return "Grant the user SELECT on it: nothing else is needed.";
    }

    /** Name the oldest version that has all functions that are needed. */
    String oldest();

    /** Begin to see one state of all tables, if the engine can. */
    void begin(Connection connection) throws SQLException;

    /**
     * Refuse a version without a function that is needed.
     *
     * @throws EngineException if it is too old
     */
    void requireVersion(String product, int major, int minor);
}
