package io.mmp.test.mlflow.embedded.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.embedded.Rest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server in a JVM whose file names are ASCII, as in most containers, and in one that has all names. */
@Tag("integration")
class PosixLocaleTests {

    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
    void artifacts_of_any_name_are_written_listed_read_and_deleted(String locale) throws Exception {
        Process program = start(locale);
        try (BufferedReader output = program.inputReader(UTF_8)) {
            Rest rest = new Rest(URI.create(output.readLine()));
            for (String file : new String[] {
                "gr%C3%B6%C3%9Fe.txt",
                "%E8%A1%A8/%F0%9F%98%80+.bin",
                "100%25.txt",
                "gr%25C3%25B6%25C3%259Fe.txt",
                "plain.txt"
            }) {
                assertThat(rest.send("PUT", ARTIFACTS + "/dir/" + file, file).status())
                        .as(file)
                        .isEqualTo(200);
                assertThat(rest.get(ARTIFACTS + "/dir/" + file).body()).isEqualTo(file);
            }
            assertThat(rest.get(ARTIFACTS + "?path=dir").body())
                    .contains("\"100%.txt\"")
                    .contains("\"gr\u00f6\u00dfe.txt\"")
                    .contains("\"plain.txt\"")
                    .contains("\"\u8868\"")
                    .doesNotContain("%C3");
            assertThat(rest.get(ARTIFACTS + "?path=dir/%E8%A1%A8").body()).contains("\\uD83D\\uDE00+.bin");
            assertThat(rest.get(ARTIFACTS + "/dir/gr%C3%B6%C3%9Fe.txt")
                            .headers()
                            .toString())
                    .contains("gr%C3%B6%C3%9Fe.txt");
            assertThat(rest.send("DELETE", ARTIFACTS + "/dir/gr%C3%B6%C3%9Fe.txt", "")
                            .status())
                    .isEqualTo(200);
            assertThat(rest.get(ARTIFACTS + "?path=dir").body()).doesNotContain("\u00f6");
            program.getOutputStream().close();
            assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
    }

    private Process start(String locale) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMlflow.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", locale);
        return builder.start();
    }

    @Test
    void names_are_kept_where_the_file_system_takes_them_and_are_written_reversibly_where_it_does_not() {
        FileNames all = new FileNames(UTF_8);
        FileNames ascii = new FileNames(US_ASCII);
        assertThat(all.encode("100%/a+b %41")).isEqualTo("100%/a+b %41");
        assertThat(ascii.encode("100%/a+b %41 gr\u00f6\u00dfe")).isEqualTo("100%25/a+b %2541 gr%C3%B6%C3%9Fe");
        for (String name : new String[] {"gr\u00f6\u00dfe", "%C3%B6", "100%", "a+b", "\ud83d\ude00", "%"}) {
            assertThat(ascii.decode(Path.of(ascii.encode(name)))).isEqualTo(name);
        }
        assertThat(ascii.decode(Path.of("100%")))
                .as("a file that was put there otherwise")
                .isEqualTo("100%");
    }
}
