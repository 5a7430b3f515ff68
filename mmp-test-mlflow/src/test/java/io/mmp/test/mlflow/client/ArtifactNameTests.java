package io.mmp.test.mlflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactNameTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    @TempDir
    Path local;

    private ArtifactTree artifacts;

    @BeforeEach
    void create_run() {
        artifacts = MlflowArtifacts.at(SERVER.uri()).ofRun(SERVER.newRun());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space.txt",
                "größe-模型-🎯.txt",
                "100%.txt",
                "a+b=c&d.txt",
                "it's (1) [x] {y}.txt",
                "what?.txt",
                "semi;colon.txt",
                "..dots..",
                "co:lon",
                "~tilde!$*,@",
                "quote\".txt"
            })
    void names_survive_the_way_there_and_back(String name) throws IOException {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        assumeTrue(names.newEncoder().canEncode(name), "In this locale, file names are " + names);
        artifacts.uploadFile(file(name, "content"), "dir " + name + ".d");

        assertThat(artifacts.walk("dir " + name + ".d"))
                .containsExactly(new Artifact("dir " + name + ".d/" + name, false, 7));
        assertThat(artifacts
                        .download("dir " + name + ".d", local.resolve("copy"))
                        .resolve(name))
                .hasContent("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../b", "/etc", "a//b", ".", "./a", "..", "//"})
    void a_path_that_leaves_the_artifact_root_is_refused(String path) throws IOException {
        Path file = file("x", "x");
        String message =
                "Artifact path '%s' is refused: use a relative path without empty names, '.' and '..'".formatted(path);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.uploadFile(file, path))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.uploadDirectory(local, path))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.list(path))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.read(path))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.download(path, local))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%41", "%2e%2e", "a#b", "a\\b", "tab\tx", "query?", "semicolon;", "both;?x"})
    void a_name_that_the_server_would_alter_is_refused_before_anything_is_sent(String name) throws IOException {
        file("data/a.txt", "a");
        file("data/" + name, "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts.uploadDirectory(local.resolve("data")))
                .withMessage("Artifact path '" + name
                        + "' is refused: MLflow would store it under another name or not at all."
                        + " Avoid '#', '\\', control characters, '%' before two hex digits, and '?' or ';' at the end");
        assertThat(artifacts.list()).isEmpty();
    }

    private Path file(String name, String content) throws IOException {
        Path file = local.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content, UTF_8);
    }
}
