package io.mmp.test.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why an engine did not answer, and what helps. */
final class EngineFailure {

    private static final Pattern RIGHTS =
            Pattern.compile("permission denied|access denied|not authorized|insufficient privileges|permission_denied");
    private static final Pattern FUNCTION = Pattern.compile(
            "function with name \\S+ does not exist|function \\S+\\(.*\\) does not exist|function \\S+ not registered|function not found|unknown function|undefined function|unresolved_routine|no matching signature for function");
    private static final Pattern MISSING = Pattern.compile(
            "does not exist|not found|cannot be found|cannot be resolved|unrecognized name|table_or_view_not_found");
    /** Spark has the files of a table listed when it is first asked for. */
    private static final Pattern CHANGED = Pattern.compile("failed_read_file\\.file_not_exist");

    /** The class of SQLSTATE of connections, PostgreSQL's of a server that shuts down, and words of drivers without one. */
    private static final Pattern LOST_STATE = Pattern.compile("08...|57P0[123]");

    private static final Pattern LOST = Pattern.compile(
            "connection reset|connection refused|broken pipe|connection has been closed|error fetching next|ttransportexception");

    private static final Pattern TOO_LARGE = Pattern.compile(
            "out of memory|out of range|out of representable range|overflow|infinity|could not convert|is not recognized");

    /** What Spark's driver writes before the reason: classes of its errors, and that there was one. */
    private static final Pattern CLASSES =
            Pattern.compile("^\\S+\\.HiveSQLException: Error running query: (?:(\\[\\S+]) \\S+Exception: (?=\\1))?");

    private EngineFailure() {}

    static EngineException ofConnecting(Engine engine, SQLException cause) {
        if (engine.url().isPresent() && "08001".equals(cause.getSQLState()) && isWithoutDriver(cause)) {
            return new EngineException(
                    "There is no JDBC driver for the %s: put %s on the class path of the tests."
                            .formatted(engine, EngineAddress.driver(engine.url().get())),
                    cause);
        }
        return new EngineException(
                "The %s cannot be reached: %s".formatted(engine, sentence(cause.getMessage())), cause);
    }

    private static boolean isWithoutDriver(SQLException cause) {
        return String.valueOf(cause.getMessage()).startsWith("No suitable driver");
    }

    static EngineException ofReading(
            String subject, String product, Engine engine, DialectSql sql, SQLException cause) {
        return new EngineException(
                "%s cannot be read in %s (%s): %s%s"
                        .formatted(
                                upperFirst(subject), product, engine, sentence(cause.getMessage()), remedy(sql, cause)),
                cause);
    }

    private static String remedy(DialectSql sql, SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (LOST_STATE.matcher(state).matches() || LOST.matcher(message).find()) {
            return " The engine went away while it answered: look whether it still runs and what its log says, and run the test again.";
        }
        if (state.equals("42883") || FUNCTION.matcher(message).find()) {
            return " The engine lacks a function that is needed: %s has it.".formatted(sql.oldest());
        }
        if (state.equals("40001") || CHANGED.matcher(message).find()) {
            return " It changed meanwhile: run the test again, or against a copy or snapshot that stands still.";
        }
        String missing = state.equals("42P01")
                        || state.equals("3F000")
                        || MISSING.matcher(message).find()
                ? " Write its name as in the engine's SQL, with catalog or schema."
                : "";
        if (state.equals("42501") || RIGHTS.matcher(message).find()) {
            // Some do not say whether it is there to those who may not know.
            return " %s%s".formatted(sql.rights(), missing.replaceFirst(" Write", " Or write"));
        }
        if (!missing.isEmpty()) {
            return missing;
        }
        return TOO_LARGE.matcher(message).find()
                ? " A value is beyond what the engine can compare exactly; leave it out or convert it with Engine.query."
                : "";
    }

    private static String sentence(@Nullable String message) {
        List<String> lines =
                String.valueOf(message).strip().lines().map(String::strip).toList();
        // DuckDB says first that it failed, and then why.
        String first = lines.stream()
                .filter(line -> line.startsWith("Error: "))
                .findFirst()
                .orElse(lines.isEmpty() ? "no reason is given" : lines.get(0))
                .replaceFirst("^Error: ", "");
        first = CLASSES.matcher(first).replaceFirst("");
        return first.endsWith(".") || first.endsWith("!") ? first : first + ".";
    }

    private static String upperFirst(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
