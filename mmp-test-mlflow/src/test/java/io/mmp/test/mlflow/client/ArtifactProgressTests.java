package io.mmp.test.mlflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ArtifactProgressTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    @TempDir
    Path local;

    private ArtifactTree artifacts;

    @BeforeEach
    void create_run() {
        artifacts = MlflowArtifacts.at(SERVER.uri()).ofRun(SERVER.newRun());
    }

    @Test
    void progress_is_reported_after_each_mebibyte_and_at_the_end() throws IOException {
        byte[] content = new byte[7 << 19];
        new Random(7).nextBytes(content);
        Path file = Files.write(local.resolve("large.bin"), content);
        List<Long> up = new ArrayList<>();
        List<Long> down = new ArrayList<>();

        artifacts
                .withProgress((path, bytes, total) -> record(up, path, bytes, total))
                .uploadFile(file);
        Path copy = artifacts
                .withProgress((path, bytes, total) -> record(down, path, bytes, total))
                .download("large.bin", local.resolve("copy"));

        assertThat(copy).hasSameBinaryContentAs(file);
        assertThat(up).hasSize(4).isSorted().endsWith(7L << 19);
        assertThat(down).hasSize(4).isSorted().endsWith(7L << 19);
    }

    @Test
    void progress_of_a_small_or_empty_file_is_reported_once() throws IOException {
        List<String> calls = new ArrayList<>();
        ArtifactTree heard =
                artifacts.withProgress((path, bytes, total) -> calls.add(path + " " + bytes + "/" + total));
        heard.uploadFile(file("abc.txt", "abc"));
        heard.uploadFile(file("empty.txt", ""));
        heard.read("abc.txt");
        heard.read("empty.txt");
        assertThat(calls).containsExactly("abc.txt 3/3", "empty.txt 0/0", "abc.txt 3/3", "empty.txt 0/0");
    }

    private static void record(List<Long> calls, String path, long bytes, long total) {
        assertThat(path).isEqualTo("large.bin");
        assertThat(total).isEqualTo(7 << 19);
        calls.add(bytes);
    }

    private Path file(String name, String content) throws IOException {
        Path file = local.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content, UTF_8);
    }
}
