package io.mmp.test.mlflow.embedded.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.embedded.PythonProgram;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads paths of artifacts as the installed MLflow does: 20,000 paths, made of what means something in a URL. */
@Tag("e2e")
@EnabledIfMlflowProcess
class SafePathTests {

    private static final int SHOWN = 20;

    private static final String PROGRAM = """
            import random
            from mlflow.exceptions import MlflowException
            from mlflow.utils.uri import validate_path_is_safe
            def read(path):
                try:
                    return validate_path_is_safe(path)
                except MlflowException as refusal:
                    return "! " + refusal.message
                except ValueError:
                    return "! error"
            parts = ["a", "b", "/", "//", ":", "?", "#", ";", "%20", "%25", "%2F", "%3F", "%23", "%", ".", "..", " ", "\\t",
                "\\n", "file", "FILE", "http", "C", "\\\\", "@", "[", "]", "é", "\\x01", "\\x7f", "%01", "%0A", "%3B", "s3",
                "+", "%C3%A9", "%FF", "²", "\\u2028"]
            chance = random.Random(20)
            for i in range(20000):
                path = "".join(chance.choice(parts) for _ in range(chance.randint(0, 6)))
                print(path.encode().hex(), read(path).encode().hex(), sep=",")
            for path in ("%2525" * 12, "%" + "25" * 8 + "20x", "%" + "25" * 9 + "20x", "%" + "25" * 20 + "20x"):
                print(path.encode().hex(), read(path).encode().hex(), sep=",")
            """;

    @Test
    void a_path_is_read_and_refused_as_by_mlflow(@TempDir Path directory) throws Exception {
        List<String> different = PythonProgram.run(directory, Map.of(), "-c", PROGRAM)
                .output()
                .lines()
                .map(line -> line.split(",", -1))
                .filter(columns -> !read(decode(columns[0])).equals(decode(columns[1])))
                .map(columns -> "%s: %s in MLflow, %s here"
                        .formatted(
                                PythonJson.spaced(decode(columns[0])),
                                PythonJson.spaced(decode(columns[1])),
                                PythonJson.spaced(read(decode(columns[0])))))
                .toList();

        assertThat(different.stream().limit(SHOWN))
                .as("%s differ", different.size())
                .isEmpty();
    }

    private static String read(String path) {
        try {
            return SafePath.of(path);
        } catch (RestException refusal) {
            return "! " + refusal.getMessage();
        } catch (UnhandledRequestException likeMlflow) {
            return "! error";
        }
    }

    private static String decode(String hex) {
        return new String(HexFormat.of().parseHex(hex), UTF_8);
    }
}
