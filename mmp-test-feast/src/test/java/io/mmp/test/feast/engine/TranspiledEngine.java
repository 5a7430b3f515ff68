package io.mmp.test.feast.engine;

import io.mmp.test.engine.Dialect;
import io.mmp.test.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB in the place of a service that cannot be had here: it is asked in the dialect of the service, by what sqlglot makes of each statement, and
 * its driver calls types as that of the service does.
 *
 * <p>What sqlglot does not carry over is in {@link #PYTHON}, each of which stands for DuckDB's own semantics and not for those of the service.
 */
public final class TranspiledEngine implements AutoCloseable {

    private static final String PYTHON = """
            import base64, logging, re, sys, sqlglot
            logging.disable(logging.CRITICAL)
            for line in sys.stdin:
                try:
                    sql = base64.b64decode(line).decode('utf-8')
                    out = sqlglot.transpile(sql, read=sys.argv[1], write='duckdb', error_level=sqlglot.ErrorLevel.RAISE)[0]
                    # Bytes of a text, which a cast of DuckDB takes for escapes.
                    out = re.sub(r'CAST\\((CAST\\((?:[^()]|\\([^()]*\\))* AS TEXT\\)) AS BLOB\\)', r'ENCODE(\\1)', out)
                    # Decimals of more digits than DuckDB has.
                    out = out.replace('DECIMAL(38, 5)', 'HUGEINT').replace('DECIMAL(19, 0)', 'HUGEINT')
                    # Functions that sqlglot leaves as they are.
                    out = out.replace("FORMAT('%.17g'", "PRINTF('%.17g'")
                    answer = '+' + out
                except Exception as e:
                    answer = '-' + str(e)
                print(base64.b64encode(answer.encode('utf-8')).decode('ascii'), flush=True)
            """;

    private static final String MACROS =
            "CREATE OR REPLACE MACRO ieee_divide(a, b) AS CAST(a AS DOUBLE) / CAST(b AS DOUBLE)";

    private static final Map<Dialect, Map<String, String>> TYPES = Map.of(
            Dialect.BIGQUERY,
            Map.of(
                    "BIGINT", "INT64",
                    "INTEGER", "INT64",
                    "DOUBLE", "FLOAT64",
                    "VARCHAR", "STRING",
                    "BOOLEAN", "BOOL",
                    "BLOB", "BYTES",
                    "HUGEINT", "BIGNUMERIC",
                    "TIMESTAMP WITH TIME ZONE", "TIMESTAMP"),
            Dialect.SNOWFLAKE,
            Map.of(
                    "BIGINT", "NUMBER",
                    "INTEGER", "NUMBER",
                    "BLOB", "BINARY",
                    "HUGEINT", "NUMBER",
                    "TIMESTAMP WITH TIME ZONE", "TIMESTAMPLTZ"));

    private final Dialect dialect;
    private final String url;
    private final Process python;
    private final BufferedReader answers;

    private TranspiledEngine(Dialect dialect, String url, Process python) {
        this.dialect = dialect;
        this.url = url;
        this.python = python;
        this.answers = python.inputReader(StandardCharsets.UTF_8);
    }

    /** Start sqlglot, from a dialect to that of the DuckDB at this address. */
    public static TranspiledEngine start(Dialect dialect, String url) throws IOException, SQLException {
        Path home = EngineFiles.of("sqlglot");
        ProcessBuilder python = new ProcessBuilder(
                "python3", "-B", "-X", "utf8", "-c", PYTHON, dialect.name().toLowerCase(Locale.ROOT));
        python.environment().put("PYTHONPATH", home.resolve("python").toString());
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(MACROS);
        }
        return new TranspiledEngine(
                dialect,
                url,
                python.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Return the engine, which takes the SQL of the service. */
    public Engine engine() {
        DataSource source = proxy(DataSource.class, new Object(), (target, method, given) -> connection());
        return Engine.of(source).withDialect(dialect);
    }

    private String transpiled(String sql) throws SQLException {
        try {
            OutputStream input = python.getOutputStream();
            input.write(Base64.getEncoder().encode(sql.getBytes(StandardCharsets.UTF_8)));
            input.write('\n');
            input.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new SQLException("sqlglot has ended");
            }
            String answer = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
            if (answer.startsWith("-")) {
                throw new SQLException("sqlglot: " + answer.substring(1));
            }
            return answer.substring(1);
        } catch (IOException e) {
            throw new SQLException("sqlglot does not answer", e);
        }
    }

    private interface Answers {
        @Nullable
        Object to(Object target, Method method, @Nullable Object @Nullable [] given) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Object target, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                TranspiledEngine.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, given) -> answers.to(target, method, given)));
    }

    private static @Nullable Object delegate(Object target, Method method, @Nullable Object @Nullable [] given)
            throws Exception {
        try {
            return method.invoke(target, given);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException cause ? cause : e;
        }
    }

    private Connection connection() throws SQLException {
        return proxy(Connection.class, DriverManager.getConnection(url), (target, method, given) -> {
            Object answer = delegate(target, method, given);
            return answer instanceof Statement statement ? proxy(Statement.class, statement, this::ask) : answer;
        });
    }

    private @Nullable Object ask(Object target, Method method, @Nullable Object @Nullable [] given) throws Exception {
        if (given == null || !(given[0] instanceof String sql)) {
            return delegate(target, method, given);
        }
        // A session has parameters that DuckDB has not.
        if (method.getName().equals("execute")) {
            return true;
        }
        Object answer = delegate(target, method, new Object[] {transpiled(sql)});
        return answer instanceof ResultSet rows ? proxy(ResultSet.class, rows, this::read) : answer;
    }

    private @Nullable Object read(Object target, Method method, @Nullable Object @Nullable [] given) throws Exception {
        if (method.getName().equals("getMetaData")) {
            return proxy(ResultSetMetaData.class, ((ResultSet) target).getMetaData(), this::describe);
        }
        if (method.getName().equals("getString") && given != null && given[0] instanceof Integer index) {
            ResultSet rows = (ResultSet) target;
            if (rows.getMetaData().getColumnTypeName(index).equals("TIMESTAMP WITH TIME ZONE")) {
                OffsetDateTime instant = rows.getObject(index, OffsetDateTime.class);
                return instant == null
                        ? null
                        : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(instant.withOffsetSameInstant(ZoneOffset.UTC));
            }
        }
        return delegate(target, method, given);
    }

    private @Nullable Object describe(Object target, Method method, @Nullable Object @Nullable [] given)
            throws Exception {
        Object answer = delegate(target, method, given);
        if (method.getName().equals("getColumnTypeName")) {
            return TYPES.getOrDefault(dialect, Map.of()).getOrDefault(String.valueOf(answer), String.valueOf(answer));
        }
        boolean isTime = method.getName().equals("getScale")
                && given != null
                && given[0] instanceof Integer index
                && ((ResultSetMetaData) target).getColumnTypeName(index).startsWith("TIMESTAMP");
        return isTime ? Integer.valueOf(9) : answer;
    }

    /** End sqlglot. */
    @Override
    public void close() throws IOException {
        python.getOutputStream().close();
        python.destroy();
    }
}
