package io.mmp.test.feast.engine;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.mmp.test.engine.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Golden SQL: a directory a dialect, in which a file has all that is asked for one kind of question, each statement laid out in lines. */
final class GoldenFiles {

    /** The kinds of questions, which are the names of the files. */
    static final List<String> NAMES = List.of(
            "contract-keys",
            "contract-rules",
            "drift-categories",
            "drift-numbers",
            "latest-rows",
            "training",
            "training-as-of",
            "training-entity-rows",
            "training-known",
            "training-many-rows",
            "training-sample",
            "training-without-ttl");

    private static final Path SOURCES = Path.of("src", "test", "resources");

    private static final Pattern QUOTED_OR_SPACE =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\\(?\\s*\\n\\s*", Pattern.DOTALL);

    private GoldenFiles() {}

    private static String resource(Dialect dialect, String name) {
        return "/io/mmp/test/feast/engine/golden/%s/%s.sql"
                .formatted(dialect.name().toLowerCase(Locale.ROOT), name);
    }

    /** Return the text of each file. */
    static Map<String, String> read(Dialect dialect) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String name : NAMES) {
            String resource = resource(dialect, name);
            try (InputStream golden = GoldenFiles.class.getResourceAsStream(resource)) {
                assertNotNull(golden, resource);
                files.put(name, new String(golden.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    /** Write the files, below the directory of the module. */
    static void write(Dialect dialect, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> one : files.entrySet()) {
            Path file = SOURCES.resolve(resource(dialect, one.getKey()).substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, one.getValue());
        }
    }

    /** Return all statements, each in one line. */
    static List<String> statements(Dialect dialect) throws IOException {
        List<String> statements = new ArrayList<>();
        for (String text : read(dialect).values()) {
            StringBuilder statement = new StringBuilder();
            for (String line :
                    text.lines().filter(line -> !line.startsWith("--")).toList()) {
                statement.append(statement.isEmpty() ? "" : " ").append(line.strip());
                if (line.endsWith(";")) {
                    statements.add(statement.substring(0, statement.length() - 1));
                    statement.setLength(0);
                }
            }
        }
        return statements;
    }

    /** Begin a line at each clause of a query, further in for a query within another. What is quoted stays as it is, and other brackets in their line. */
    static String layOut(String statement) {
        String sql = inOneLine(statement);
        StringBuilder text = new StringBuilder();
        // For each bracket that is open, whether it holds a query.
        List<Boolean> open = new ArrayList<>();
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char letter = sql.charAt(i);
            if (quote != 0) {
                text.append(letter);
                if (letter == '\\') {
                    text.append(sql.charAt(++i));
                } else if (letter == quote) {
                    quote = 0;
                }
                continue;
            }
            if (letter == '\'' || letter == '"' || letter == '`') {
                quote = letter;
            }
            if (letter == '(') {
                boolean isQuery = sql.startsWith("SELECT ", i + 1);
                text.append(letter);
                open.add(isQuery);
                if (isQuery) {
                    begin(text, open);
                }
            } else if (letter == ')' && !open.isEmpty()) {
                if (open.remove(open.size() - 1)) {
                    begin(text, open);
                }
                text.append(letter);
            } else if (letter == ' ' && isInQuery(open) && isClause(text, sql.substring(i + 1))) {
                begin(text, open);
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }

    private static String inOneLine(String statement) {
        return QUOTED_OR_SPACE.matcher(statement).replaceAll(part -> {
            String text = part.group();
            return Matcher.quoteReplacement(
                    text.startsWith("(") ? "(" : text.isBlank() ? " " : text.replace("\n", "\\n"));
        });
    }

    private static boolean isInQuery(List<Boolean> open) {
        return open.isEmpty() || open.get(open.size() - 1);
    }

    private static boolean isClause(StringBuilder before, String rest) {
        boolean isJoin = rest.startsWith("JOIN ") && before.toString().matches("(?s).*(LEFT|INNER)");
        return !isJoin
                && rest.matches(
                        "(?s)(SELECT|FROM|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|LEFT JOIN|INNER JOIN|JOIN|UNION ALL) .*");
    }

    private static void begin(StringBuilder text, List<Boolean> open) {
        long depth = open.stream().filter(isQuery -> isQuery).count();
        text.append('\n').append("  ".repeat((int) depth));
    }
}
