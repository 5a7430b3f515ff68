package io.mmp.test.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTests {

    private static final String PASSWORD = "kaKUzelt" + "97!x";
    private static final String SECRET = "DB_PASSWORD=" + PASSWORD + "\n";

    @TempDir
    private Path directory;

    @Test
    void a_secret_that_a_later_layer_deletes_is_found_in_the_one_that_has_it() throws IOException {
        byte[] first = new TarFile()
                .with("./app/a.env", SECRET)
                .with("app/b.env", SECRET)
                .with("app/kept.env", "X=1\n" + SECRET)
                .with("srv/c.env", SECRET)
                .with("old/d/e.env", SECRET)
                .bytes();
        byte[] second = new TarFile()
                .with("app/.wh.a.env", "")
                .with("app/b.env", "X=1")
                .with("srv/.wh..wh..opq", "")
                .bytes();
        byte[] third = new TarFile().with(".wh.old", "").bytes();
        Path image = image("{\"config\": {\"Env\": [\"PATH=/bin\"]}}", first, second, third);

        assertThat(SecretScan.ofImageArchive(image).report().findings())
                .extracting(SecretFinding::toString)
                .containsExactlyInAnyOrder(
                        "layer 1 of 3 (deleted in layer 2), app/a.env, line 1: the value of a secret, '...' of 12 characters",
                        "layer 1 of 3 (written over in layer 2), app/b.env, line 1: the value of a secret, '...' of 12 characters",
                        "layer 1 of 3, app/kept.env, line 2: the value of a secret, '...' of 12 characters",
                        "layer 1 of 3 (deleted in layer 2), srv/c.env, line 1: the value of a secret, '...' of 12 characters",
                        "layer 1 of 3 (deleted in layer 3), old/d/e.env, line 1: the value of a secret, '...' of 12 characters");
    }

    @Test
    void the_environment_and_the_history_of_an_image_are_searched() throws IOException {
        Path image = image(
                "{\"config\": {\"Env\": [\"PATH=/bin\", \"REDIS_PASSWORD=%s\"]}, \"history\": []}".formatted(PASSWORD),
                new TarFile().with("a", "b").bytes());

        assertThatThrownBy(() -> assertThat(SecretScan.ofImageArchive(image)).hasNoSecrets())
                .hasMessageContaining(
                        "  configuration, environment, arguments or history, line 1: the value of a secret, '...' of 12 characters");
    }

    @Test
    void layers_in_gzip_are_searched_and_those_in_zstd_are_told() throws IOException {
        byte[] layer =
                SecretScanAssertTests.gzip(new TarFile().with("app.env", SECRET).bytes());
        Path image = image("{}", layer, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0});
        SecretReport report = SecretScan.ofImageArchive(image).report();

        assertThat(report.findings()).extracting(SecretFinding::layer).containsExactly("layer 1 of 2");
        assertThat(report.unjudged())
                .containsExactly(
                        "layer 2 of 2 (packed by zstd, which is not unpacked here: save the image by docker save, which writes layers as they are)");
    }

    @Test
    void a_layout_of_oci_is_searched() throws IOException {
        Path blobs = Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.write(blobs.resolve("aa"), new TarFile().with("app.env", SECRET).bytes());
        Files.writeString(blobs.resolve("cc"), "{\"config\": {}}");
        Files.writeString(
                blobs.resolve("bb"),
                "{\"config\": {\"digest\": \"sha256:cc\"}, \"layers\": [{\"digest\": \"sha256:aa\"}, {\"digest\": \"sha256:dd\"}]}");
        Files.writeString(directory.resolve("index.json"), "{\"manifests\": [{\"digest\": \"sha256:bb\"}]}");
        SecretReport report = SecretScan.ofImageArchive(directory).report();

        assertThat(report.findings()).extracting(SecretFinding::layer).containsExactly("layer 1 of 2");
        assertThat(report.unjudged()).containsExactly("layer 2 of 2 (it is not in the archive: blobs/sha256/dd)");
    }

    @Test
    void what_is_no_image_is_refused() throws IOException {
        Path text = Files.writeString(directory.resolve("a.txt"), "hello");
        Path tar = Files.write(
                directory.resolve("a.tar"), new TarFile().with("a", "b").bytes());

        assertThatThrownBy(() -> SecretScan.ofImageArchive(text).report())
                .isInstanceOf(SecretScanException.class)
                .hasMessage(
                        "%s cannot be read as an image (java.io.IOException: it is no tar). Write it by docker save."
                                .formatted(text));
        assertThatThrownBy(() -> SecretScan.ofImageArchive(tar).report())
                .hasMessageContaining("it has no manifest of an image with layers");
    }

    private Path image(String configuration, byte[]... layers) throws IOException {
        TarFile tar = new TarFile();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < layers.length; i++) {
            tar.with("blobs/" + i, layers[i]);
            names.append(i == 0 ? "" : ", ").append("\"blobs/").append(i).append('"');
        }
        tar.with("blobs/c", configuration.getBytes(UTF_8));
        tar.with("manifest.json", "[{\"Config\": \"blobs/c\", \"Layers\": [" + names + "]}]");
        return Files.write(directory.resolve("image.tar"), tar.bytes());
    }
}
