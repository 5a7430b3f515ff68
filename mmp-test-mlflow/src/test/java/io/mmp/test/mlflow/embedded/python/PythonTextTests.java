package io.mmp.test.mlflow.embedded.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.embedded.PythonProgram;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares every judgement of characters with the installed Python's, for every code point that both know.
 *
 * <p>Python prints a line for each code point: its general category and one answer for each question.
 */
@Tag("e2e")
@EnabledIfMlflowProcess
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PythonTextTests {

    /** Newer versions of Unicode add some thousand characters. */
    private static final int FEWEST_CODE_POINTS = 1_090_000;

    private static final int SHOWN = 20;

    private static final String PROGRAM = """
            import json, re, sys, unicodedata
            from mlflow.exceptions import MlflowException
            from mlflow.utils.validation import _validate_param_name
            def call(f, text):
                try:
                    return f(text)
                except ValueError:
                    return None
            def is_key(text):
                try:
                    _validate_param_name(text)
                    return True
                except MlflowException:
                    return False
            with open(sys.argv[1], "w", encoding="utf-8", errors="surrogatepass") as out:
                for point in range(0x110000):
                    c = chr(point)
                    print(unicodedata.category(c),
                        bool(re.match(r"\\w", c)), bool(re.match(r"\\s", c)), bool(re.match(r"\\d", c)),
                        bool(re.match(r"a\\b", "a" + c)),
                        c.isdigit(), not c.strip(), call(int, "1" + c), call(int, c + "1"), call(float, c + ".5"),
                        is_key("a" + c), is_key(c + "a"),
                        json.dumps(c.lower()), json.dumps(c.upper()), json.dumps(repr(c)), json.dumps(c), sep="\\t", file=out)
            """;

    /**
     * A question about a character.
     *
     * @param column where Python's answer stands
     */
    private record Question(String name, int column, Function<String, Object> java) {

        private String answer(String text) {
            Object answer = java.apply(text);
            if (answer instanceof Optional<?> number) {
                return number.map(String::valueOf).orElse("None");
            }
            return answer instanceof Boolean truth ? (truth ? "True" : "False") : answer.toString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Question> questions() {
        return Stream.of(
                new Question("word", 1, matching("\\w", "")),
                new Question("space", 2, matching("\\s", "")),
                new Question("decimal", 3, matching("\\d", "")),
                new Question("boundary", 4, matching("a\\b", "a")),
                new Question("digit", 5, PythonText::isDigits),
                new Question("blank", 6, PythonText::isBlank),
                new Question("integer behind", 7, c -> Python.integer("1" + c)),
                new Question("integer in front", 8, c -> Python.integer(c + "1")),
                new Question("float", 9, c -> Python.decimal(c + ".5")),
                new Question("key behind", 10, c -> isKey("a" + c)),
                new Question("key in front", 11, c -> isKey(c + "a")),
                new Question("lower", 12, c -> PythonJson.spaced(c.toLowerCase(Locale.ROOT))),
                new Question("upper", 13, c -> PythonJson.spaced(c.toUpperCase(Locale.ROOT))),
                new Question("repr", 14, c -> PythonJson.spaced(Python.repr(c))),
                new Question("json", 15, PythonJson::spaced));
    }

    private List<String[]> python = List.of();

    @BeforeAll
    void ask(@TempDir Path directory) throws Exception {
        Path answers = directory.resolve("answers.txt");
        PythonProgram.Result result = PythonProgram.run(directory, Map.of(), "-c", PROGRAM, answers.toString());
        assertThat(result.output()).isEmpty();
        python = Files.readString(answers, UTF_8)
                .lines()
                .map(line -> line.split("\t", -1))
                .toList();
        assertThat(python).hasSize(Character.MAX_CODE_POINT + 1);
        assertThat(known().count()).isGreaterThan(FEWEST_CODE_POINTS);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void answers_as_python_does(Question question) {
        List<String> different = new ArrayList<>();
        known().forEach(point -> {
            String expected = python.get(point)[question.column()];
            String found = question.answer(Character.toString(point));
            if (!expected.equals(found)) {
                different.add(String.format(Locale.ROOT, "U+%04X: %s in Python, %s in Java", point, expected, found));
            }
        });
        assertThat(different.stream().limit(SHOWN))
                .as("%s differ", different.size())
                .isEmpty();
    }

    /** What only one of the two versions of Unicode has cannot be compared. */
    private IntStream known() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> Character.isDefined(point) != python.get(point)[0].equals("Cn"));
    }

    private static Function<String, Object> matching(String regex, String prefix) {
        Pattern pattern = PythonText.pattern(regex, 0);
        return text -> pattern.matcher(prefix + text).lookingAt();
    }

    private static boolean isKey(String text) {
        try {
            Validation.name("key", text);
            return true;
        } catch (RestException refused) {
            return false;
        }
    }
}
