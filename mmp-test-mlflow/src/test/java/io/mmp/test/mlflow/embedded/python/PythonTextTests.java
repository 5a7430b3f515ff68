package io.mmp.test.mlflow.embedded.python;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.embedded.PythonProgram;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
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
 * <p>Python writes a file for each question, with an answer a line for each code point; the first one has the general categories.
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
            from mlflow.utils.validation import _validate_param_name, path_not_unique, validate_param_and_metric_name
            quoted = json.encoder.encode_basestring_ascii
            def call(f, text):
                try:
                    return f(text)
                except ValueError:
                    return None
            def is_key(text):
                return bool(validate_param_and_metric_name(text)) and not path_not_unique(text)
            def is_validated(text):
                try:
                    _validate_param_name(text)
                    return True
                except MlflowException:
                    return False
            def matches(pattern, prefix=""):
                match = re.compile(pattern).match
                return lambda c: bool(match(prefix + c))
            # an exception for each character would take longer than all else
            odd = [t for p in range(0x3000) for t in ("a" + chr(p), chr(p) + "a") if is_key(t) != is_validated(t)]
            if odd:
                sys.exit(f"MLflow validates {odd} by more than these functions")
            questions = {
                "category": unicodedata.category,
                "word": matches(r"\\w"),
                "space": matches(r"\\s"),
                "decimal": matches(r"\\d"),
                "boundary": matches(r"a\\b", "a"),
                "digit": str.isdigit,
                "blank": lambda c: not c.strip(),
                "integer behind": lambda c: call(int, "1" + c),
                "integer in front": lambda c: call(int, c + "1"),
                "float": lambda c: call(float, c + ".5"),
                "key behind": lambda c: is_key("a" + c),
                "key in front": lambda c: is_key(c + "a"),
                "lower": lambda c: quoted(c.lower()),
                "upper": lambda c: quoted(c.upper()),
                "repr": lambda c: quoted(repr(c)),
                "json": json.dumps,
            }
            for name, question in questions.items():
                with open(f"{sys.argv[1]}/{name}", "w", encoding="ascii") as out:
                    out.writelines(f"{question(chr(point))}\\n" for point in range(0x110000))
            """;

    /** A question about a character, by the name that it has in Python's program. */
    private record Question(String name, Function<String, Object> java) {

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
                new Question("word", matching("\\w", "")),
                new Question("space", matching("\\s", "")),
                new Question("decimal", matching("\\d", "")),
                new Question("boundary", matching("a\\b", "a")),
                new Question("digit", PythonText::isDigits),
                new Question("blank", PythonText::isBlank),
                new Question("integer behind", c -> Python.integer("1" + c)),
                new Question("integer in front", c -> Python.integer(c + "1")),
                new Question("float", c -> Python.decimal(c + ".5")),
                new Question("key behind", c -> isKey("a" + c)),
                new Question("key in front", c -> isKey(c + "a")),
                new Question("lower", c -> PythonJson.spaced(c.toLowerCase(Locale.ROOT))),
                new Question("upper", c -> PythonJson.spaced(c.toUpperCase(Locale.ROOT))),
                new Question("repr", c -> PythonJson.spaced(Python.repr(c))),
                new Question("json", PythonJson::spaced));
    }

    private Path answers;

    /** What only one of the two versions of Unicode has cannot be compared. */
    private final BitSet known = new BitSet();

    @BeforeAll
    void ask(@TempDir Path directory) throws Exception {
        answers = Files.createDirectory(directory.resolve("answers"));
        PythonProgram.Result result = PythonProgram.run(directory, Map.of(), "-c", PROGRAM, answers.toString());
        assertThat(result.output()).isEmpty();
        List<String> categories = Files.readAllLines(answers.resolve("category"), US_ASCII);
        assertThat(categories).hasSize(Character.MAX_CODE_POINT + 1);
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            known.set(point, Character.isDefined(point) != categories.get(point).equals("Cn"));
        }
        assertThat(known.cardinality()).isGreaterThan(FEWEST_CODE_POINTS);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void answers_as_python_does(Question question) throws IOException {
        List<String> python = Files.readAllLines(answers.resolve(question.name()), US_ASCII);
        List<String> different = new ArrayList<>();
        known.stream().forEach(point -> {
            String expected = python.get(point);
            String found = question.answer(Character.toString(point));
            if (!expected.equals(found)) {
                different.add(String.format(Locale.ROOT, "U+%04X: %s in Python, %s in Java", point, expected, found));
            }
        });
        assertThat(different.stream().limit(SHOWN))
                .as("%s differ", different.size())
                .isEmpty();
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
