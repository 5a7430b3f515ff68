package io.mmp.test.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSplitterTests {

    @Test
    void statements_know_the_lines_where_they_begin() {
        assertThat(SqlSplitter.split("-- first\r\nSELECT 1;\r\n\r\n/* two\r\nlines */ SELECT\r\n2;SELECT 3"))
                .containsExactly(
                        new SqlStatement(2, "SELECT 1"),
                        new SqlStatement(5, "SELECT\r\n2"),
                        new SqlStatement(6, "SELECT 3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'it''s; here'",
                "SELECT 'a\\', 1", // a backslash is one, as the standard says
                "SELECT E'it\\'s; here'",
                "SELECT e'\\\\;'",
                "SELECT E'a''\\';b'",
                "SELECT \"a;\"\"b\"",
                "SELECT $$a;b$$",
                "SELECT $körper$ a; $$ ; $körper$",
                "SELECT a$b, c$d",
                "SELECT $1 -- a; comment\n + 1",
                "SELECT 1 /* a; /* nested; */ comment */ + 1",
                "CREATE RULE r AS ON INSERT TO a DO ALSO (INSERT INTO b VALUES (1); INSERT INTO c VALUES (2))",
                "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
                "create procedure p() begin atomic insert into a values (1); end",
                "SELECT 1 AS begin",
                "BEGIN",
                "SELECT CASE WHEN true THEN 1 END"
            })
    void a_semicolon_inside_of_something_ends_no_statement(String statement) {
        assertThat(SqlSplitter.split(statement + ";\nSELECT 2;"))
                .extracting(SqlStatement::text)
                .containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", ";;", "-- a comment", "/* a comment */;", "-- a comment without an end\n"})
    void a_script_without_a_statement_has_none(String script) {
        assertThat(SqlSplitter.split(script)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', delimiter = '|', textBlock = """
            SELECT 1;#SELECT 'it           | line 2: the quote ' does not end
            SELECT "it;##                  | line 1: the quote " does not end
            SELECT $a$ $$ $b$              | line 1: the quote $a$ does not end
            #/* a /* b */                  | line 2: the comment does not end
            SELECT E'it\\'                 | line 1: the quote ' does not end
            \\connect fraud#SELECT 1       | line 1: '\\connect fraud' is a command of psql, not SQL
            """)
    void what_does_not_end_is_refused_with_the_line_where_it_begins(String script, String message) {
        assertThatThrownBy(() -> SqlSplitter.split(script.replace('#', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_long_script_is_split_in_no_time() {
        String script = "INSERT INTO a VALUES (1, 'x');\n".repeat(50_000);

        assertThat(SqlSplitter.split(script))
                .hasSize(50_000)
                .last()
                .isEqualTo(new SqlStatement(50_000, "INSERT INTO a VALUES (1, 'x')"));
    }
}
