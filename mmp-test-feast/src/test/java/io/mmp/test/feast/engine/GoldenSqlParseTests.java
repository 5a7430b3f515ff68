package io.mmp.test.feast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets sqlglot, which shares nothing with us, parse all golden SQL of the engines that cannot be had here, each in its dialect. */
@Tag("e2e")
class GoldenSqlParseTests {

    /** What sqlglot does not parse, or takes for an order that it does not look into. */
    private static final String PARSE = """
            import logging, sys, sqlglot
            logging.disable(logging.CRITICAL)
            for line in sys.stdin:
                try:
                    parsed = sqlglot.parse_one(line, read=sys.argv[1], error_level=sqlglot.ErrorLevel.RAISE)
                    if isinstance(parsed, sqlglot.exp.Command):
                        print('not looked into: ' + line.strip())
                except Exception as e:
                    print('no ' + sys.argv[1] + ': ' + line.strip())
            """;

    @ParameterizedTest
    @ValueSource(strings = {"bigquery", "snowflake", "databricks"})
    void all_of_it_is_sql_of_its_dialect(String dialect) throws Exception {
        List<String> statements = GoldenFiles.statements(Dialect.valueOf(dialect.toUpperCase(Locale.ROOT))).stream()
                // Which sqlglot does not know, and Spark does.
                .filter(line -> !line.startsWith("DESCRIBE QUERY ") && !line.startsWith("SET TIME ZONE "))
                .toList();
        assertThat(statements).hasSizeGreaterThan(150);
        assertThat(refused(dialect, statements)).isEmpty();
        List<String> broken = statements.stream()
                .filter(statement -> statement.startsWith("SELECT COUNT"))
                .limit(5)
                .map(statement -> statement.replaceFirst("SELECT COUNT", "SELECT (COUNT"))
                .toList();
        assertThat(refused(dialect, broken)).hasSameSizeAs(broken).isNotEmpty();
    }

    private static List<String> refused(String dialect, List<String> statements)
            throws IOException, InterruptedException {
        Path home = EngineFiles.of("sqlglot");
        ProcessBuilder python = new ProcessBuilder("python3", "-B", "-X", "utf8", "-c", PARSE, dialect);
        python.environment().put("PYTHONPATH", home.resolve("python").toString());
        Process parser = python.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        // It answers only what it refuses, of which a pipe holds enough.
        try (var input = parser.getOutputStream()) {
            input.write(String.join("\n", statements).getBytes(StandardCharsets.UTF_8));
        }
        String answer = new String(parser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(parser.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(parser.exitValue()).isZero();
        return answer.lines().toList();
    }
}
