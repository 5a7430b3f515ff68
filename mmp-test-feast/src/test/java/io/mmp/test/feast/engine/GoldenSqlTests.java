package io.mmp.test.feast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Dialect;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares all that each dialect asks an engine for a fixed set of questions with golden files.
 *
 * <p>{@code -Dmmp.golden.write=true} writes them again, from the directory of the module.
 */
class GoldenSqlTests {

    /** The causes that an engine tells. */
    private static final List<String> CAUSES =
            List.of("FUTURE", "CREATED_LATER", "EXPIRED", "SUPERSEDED", "MISSING", "NAN_TO_NULL", "UNTOLD");

    @ParameterizedTest
    @EnumSource
    void asks_in_sql_that_is_known(Dialect dialect) throws IOException {
        Map<String, String> asked = GoldenSql.of(dialect);
        assertThat(asked.keySet()).containsExactlyElementsOf(GoldenFiles.NAMES);
        if (Boolean.getBoolean("mmp.golden.write")) {
            GoldenFiles.write(dialect, asked);
            return;
        }
        Map<String, String> golden = GoldenFiles.read(dialect);
        asked.forEach(
                (name, text) -> assertThat(text).as("%s of %s", name, dialect).isEqualTo(golden.get(name)));
    }

    @ParameterizedTest
    @EnumSource
    void each_cause_that_an_engine_tells_is_asked_for(Dialect dialect) throws IOException {
        Map<String, String> golden = GoldenFiles.read(dialect);
        assertThat(golden.get("training-known")).contains(quoted(CAUSES));
        assertThat(golden.get("training-as-of")).contains(quoted(CAUSES));
        assertThat(golden.get("training")).contains("'EXPIRED'").doesNotContain("'CREATED_LATER'");
        assertThat(golden.get("training-without-ttl")).contains("'SUPERSEDED'").doesNotContain("'EXPIRED'");
    }

    private static List<String> quoted(List<String> causes) {
        return causes.stream().map(cause -> "'" + cause + "'").toList();
    }

    @Test
    void a_layout_changes_no_statement() {
        String sql =
                "SELECT a, ' FROM (SELECT ' AS b FROM (SELECT SUM(x) OVER (PARTITION BY a ORDER BY x) AS a FROM t WHERE 'it\\'s FROM ' = x GROUP BY a) u\n  LEFT JOIN (\n SELECT '\n' AS x) t ON 1 = 1\n  ORDER BY a";
        assertThat(GoldenFiles.layOut(sql)).isEqualTo("""
                        SELECT a, ' FROM (SELECT ' AS b
                        FROM (
                          SELECT SUM(x) OVER (PARTITION BY a ORDER BY x) AS a
                          FROM t
                          WHERE 'it\\'s FROM ' = x
                          GROUP BY a
                        ) u
                        LEFT JOIN (
                          SELECT '\\n' AS x
                        ) t ON 1 = 1
                        ORDER BY a""");
    }
}
