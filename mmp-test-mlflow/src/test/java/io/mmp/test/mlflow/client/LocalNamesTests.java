package io.mmp.test.mlflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Downloads and uploads in a second JVM, whose file names are ASCII or not. */
@Tag("integration")
class LocalNamesTests {

    private static final String NAME = "gr\u00f6\u00dfe.txt";

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    @TempDir
    Path local;

    @Test
    void a_name_that_this_jvm_cannot_read_or_write_is_refused_with_the_remedy() throws Exception {
        String run = SERVER.newRun();
        Path script = Files.writeString(local.resolve("make.sh"), "mkdir data; echo text > data/" + NAME);
        Process shell = new ProcessBuilder("sh", script.toString())
                .directory(local.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();

        assertThat(in("C", "upload", run))
                .matches("'" + local
                        + "/data/gr_+e.txt' cannot be uploaded: the file names of this JVM are ANSI_X3.4-1968"
                        + " and lack its characters. Start it with LC_ALL=C.UTF-8.");
        assertThat(in("C.UTF-8", "upload", run)).isEqualTo("[gr__e.txt]");
        assertThat(in("C", "download", run))
                .isEqualTo("Artifact 'gr__e.txt' is not downloaded to '" + local + "/C': the file names of this JVM are"
                        + " ANSI_X3.4-1968 and lack its characters. Start it with LC_ALL=C.UTF-8.");
        assertThat(in("C.UTF-8", "download", run)).isEqualTo("downloaded");
    }

    private String in(String locale, String action, String run) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        action,
                        SERVER.uri().toString(),
                        run,
                        action.equals("upload")
                                ? local.resolve("data").toString()
                                : local.resolve(locale).toString())
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        return new String(builder.start().getInputStream().readAllBytes(), UTF_8).strip();
    }

    /** Transfers the artifacts of a run, and says in ASCII how that went. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            ArtifactTree artifacts =
                    MlflowArtifacts.at(URI.create(arguments[1])).ofRun(arguments[2]);
            Path directory = Path.of(arguments[3]);
            String answer;
            try {
                if (arguments[0].equals("upload")) {
                    List<String> uploaded = artifacts.uploadDirectory(directory);
                    answer = uploaded.toString();
                } else {
                    artifacts.downloadAll(directory);
                    answer = "downloaded";
                }
            } catch (RuntimeException e) {
                answer = String.valueOf(e.getMessage());
            }
            System.out.println(answer.replaceAll("[^\\x00-\\x7e]", "_"));
        }
    }
}
