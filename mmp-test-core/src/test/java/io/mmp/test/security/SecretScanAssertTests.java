package io.mmp.test.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretScanAssertTests {

    /** Put together here, so that scanners of repositories do not take it for a real one. */
    private static final String TOKEN = "gh" + "p_aK3fP9xQ2mZ7wL5tR8yB4nC6vD1sG0hJ3kE9";

    private static final String PASSWORD = "kaKUzelt" + "97!x";

    @TempDir
    private Path directory;

    @Test
    void what_is_found_is_told_with_its_place_and_not_printed() throws IOException {
        write("app.env", "A=1\nDB_PASSWORD=" + PASSWORD + "\n");
        write("deep/run.sh", "curl -H 'X: y'\n# t\nT=" + TOKEN + "\n");

        assertThatThrownBy(
                        () -> assertThat(SecretScan.of(directory)).as("deploy").hasNoSecrets())
                .hasMessage("""
                        [deploy]\s
                        Expecting %s to have no secrets, but of 2 files:
                        2 secrets:
                          %s
                        Take each out, and make it anew where others could have seen it; one that is none goes to the allow-list by its digest (SecretAllowList.digestOf).""".formatted(
                                directory,
                                SecretScan.of(directory).report().findings().stream()
                                        .map(SecretFinding::toString)
                                        .reduce((a, b) -> a + "\n  " + b)
                                        .orElseThrow()));
        assertThat(SecretScan.of(directory).report().findings())
                .extracting(SecretFinding::toString)
                .containsExactlyInAnyOrder(
                        "app.env, line 2: the value of a secret, '...' of 12 characters",
                        "deep/run.sh, line 3: a token of GitHub, '%s...' of 40 characters, %s"
                                .formatted(TOKEN.substring(0, 4), SecretAllowList.digestOf(TOKEN)));
    }

    @Test
    void what_has_no_secret_passes() throws IOException {
        write("app.env", "DB_PASSWORD=${DB_PASSWORD}\nSECRET_KEY=changeme\n");

        assertThat(SecretScan.of(directory)).hasNoSecrets();
        assertThat(SecretScan.of(directory.resolve("app.env"))).hasNoSecrets();
        SoftAssertions.assertSoftly(softly -> softly.assertThat(SecretScan.of(directory))
                .asInstanceOf(SecretScanAssert.SECRET_SCAN)
                .hasNoSecrets());
    }

    @Test
    void what_judges_nothing_fails() {
        assertThatThrownBy(() -> assertThat(SecretScan.of(directory)).hasNoSecrets())
                .hasMessage(
                        "%nExpecting %s to have no secrets, but there was no file to be judged. Name what is published."
                                .formatted(directory));
        assertThatThrownBy(() -> SecretScan.of(directory.resolve("none")).report())
                .isInstanceOf(SecretScanException.class)
                .hasMessage("There is no %s, so that nothing can be searched. Name a directory or file."
                        .formatted(directory.resolve("none")));
    }

    @Test
    void a_planted_secret_is_found_or_the_scan_is_told_to_be_blind() throws IOException {
        write("app.env", "DB_PASSWORD=" + PASSWORD);

        assertThat(SecretScan.of(directory)).finds(PASSWORD);
        assertThatThrownBy(() -> assertThat(SecretScan.of(directory)).finds(TOKEN))
                .hasMessage(
                        "%nExpecting the scan of %s to find the value with the digest %s, but of 1 file it found 1 other secret:%nfound:%n  app.env, line 1: the value of a secret, '...' of 12 characters"
                                .formatted(directory, SecretAllowList.digestOf(TOKEN)));
    }

    @Test
    void values_are_allowed_wherever_they_stand_and_stale_ones_are_told() throws IOException {
        write("a.env", "DB_PASSWORD=" + PASSWORD);
        write("b.env", "DB_PASSWORD=" + PASSWORD);
        Path list = directory.resolveSibling("allowed.txt");
        Files.writeString(list, "# of the tests\r\n" + SecretAllowList.digestOf(PASSWORD) + "  # a test\r\n\r\n");

        assertThat(SecretScan.of(directory).withAllowed(SecretAllowList.of(list)))
                .hasNoSecrets();
        assertThat(SecretScan.of(directory))
                .usingAllowed(SecretAllowList.none().withValue(PASSWORD))
                .hasNoSecrets();
        assertThatThrownBy(() -> assertThat(SecretScan.of(directory))
                        .usingAllowed(SecretAllowList.of(list).withValue(TOKEN))
                        .hasNoSecrets())
                .hasMessage(
                        "%nExpecting %s to have no secrets, but of 2 files:%nallowed, but found nowhere (take it off the list):%n  %s"
                                .formatted(directory, SecretAllowList.digestOf(TOKEN)));
        Files.writeString(list, "ok\n" + PASSWORD);
        assertThatThrownBy(() -> SecretAllowList.of(list))
                .isInstanceOf(SecretScanException.class)
                .hasMessageStartingWith("Line 1 of the allow-list %s is no digest.".formatted(list))
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain(PASSWORD));
        Files.delete(list);
    }

    @Test
    void archives_are_searched_within_archives() throws IOException {
        byte[] inner = zip(Map.of("conf/app.properties", ("db.password=" + PASSWORD).getBytes(UTF_8)));
        byte[] tar = new TarFile().with("lib/inner.jar", inner).bytes();
        Files.write(directory.resolve("app.zip"), zip(Map.of("app.tar.gz", gzip(tar))));

        assertThat(places()).containsExactly("app.zip!/app.tar.gz!/app.tar!/lib/inner.jar!/conf/app.properties");
    }

    @Test
    void a_jar_behind_a_script_is_searched() throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        jar.writeBytes("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(UTF_8));
        jar.writeBytes(zip(Map.of("app.properties", ("db.password=" + PASSWORD).getBytes(UTF_8))));
        Files.write(directory.resolve("app.jar"), jar.toByteArray());

        assertThat(places()).containsExactly("app.jar!/app.properties");
    }

    @Test
    void names_of_any_length_are_read_from_a_tar() throws IOException {
        String secret = "db.password=" + PASSWORD;
        String name = "d/".repeat(80) + "\u00e4.properties";
        Files.write(
                directory.resolve("a.tar"),
                new TarFile()
                        .withPax(name, secret)
                        .withLongName("g" + name, secret)
                        .bytes());

        assertThat(places()).containsExactly("a.tar!/" + name, "a.tar!/g" + name);
    }

    @Test
    void what_cannot_be_judged_is_told() throws IOException {
        Files.write(directory.resolve("a.zst"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0});
        Files.write(directory.resolve("cut.gz"), Arrays.copyOf(gzip(new byte[5000]), 20));
        write("ok.txt", "hello");

        assertThatThrownBy(() -> assertThat(SecretScan.of(directory)).hasNoSecrets())
                .hasMessageContaining("not judged:")
                .hasMessageContaining("a.zst (packed by zstd, which is not unpacked here)")
                .hasMessageContaining("cut.gz (Unexpected end of ZLIB input stream)");
        SecretReport report = SecretScan.of(directory)
                .withoutFiles(Pattern.compile(".*\\.(zst|gz)"))
                .report();
        assertThat(report.unjudged()).isEmpty();
        assertThat(report.leftOut())
                .containsExactlyInAnyOrder("a.zst (left out by the test)", "cut.gz (left out by the test)");
    }

    @Test
    void a_zip_bomb_is_told_and_ends_at_the_limit() throws IOException {
        byte[] bomb = gzip(new byte[4 << 20]);
        Files.write(directory.resolve("bomb.gz"), bomb);
        Files.write(directory.resolve("bomb.zip"), zip(Map.of("a", new byte[4 << 20])));
        SecretReport report = SecretScan.of(directory).withMostUnpacked(1 << 20).report();

        assertThat(report.unjudged())
                .containsExactlyInAnyOrder(
                        "bomb.gz (it unpacks to more than 1048576 bytes, as a zip bomb does; SecretScan.withMostUnpacked raises the limit)",
                        "bomb.zip (it unpacks to more than 1048576 bytes, as a zip bomb does; SecretScan.withMostUnpacked raises the limit)");
        assertThat(SecretScan.of(directory).report().unjudged()).isEmpty();
    }

    @Test
    void archives_deeper_than_the_bound_are_told() throws IOException {
        byte[] archive = "db.password=x".getBytes(UTF_8);
        for (int i = 0; i < 12; i++) {
            archive = zip(Map.of("a.zip", archive));
        }
        Files.write(directory.resolve("deep.zip"), archive);

        assertThat(SecretScan.of(directory).report().unjudged())
                .singleElement()
                .asString()
                .endsWith("(archives within archives, more than 8 deep)");
    }

    @Test
    void links_out_are_left_out_and_said(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("app.env"), "DB_PASSWORD=" + PASSWORD);
        write("in.env", "DB_PASSWORD=" + PASSWORD);
        Files.createSymbolicLink(directory.resolve("out.env"), elsewhere.resolve("app.env"));
        Files.createSymbolicLink(directory.resolve("again.env"), directory.resolve("in.env"));
        Files.createSymbolicLink(directory.resolve("broken"), elsewhere.resolve("none"));
        Files.createSymbolicLink(directory.resolve("loop"), directory);

        assertThat(places()).containsExactly("in.env");
        assertThat(SecretScan.of(directory).report().leftOut())
                .containsExactlyInAnyOrder(
                        "out.env (a link that leads out of the directory)",
                        "broken (a link that leads out of the directory)");
    }

    @Test
    void a_file_that_may_not_be_read_is_told() throws IOException {
        write("app.env", "DB_PASSWORD=" + PASSWORD);
        assumeTrue(directory.resolve("app.env").toFile().setReadable(false));
        assumeTrue(!Files.isReadable(directory.resolve("app.env")), "root reads everything");

        assertThat(SecretScan.of(directory).report().unjudged())
                .singleElement()
                .asString()
                .startsWith("app.env (it cannot be read: ");
    }

    @Test
    void encodings_and_what_is_binary_are_searched() throws IOException {
        String line = "token = \"" + TOKEN + "\"\n";
        Files.write(directory.resolve("wide.py"), line.repeat(2).getBytes(UTF_16LE));
        Files.write(directory.resolve("latin.py"), ("# \u00e9\n" + line).getBytes(ISO_8859_1));
        Files.write(directory.resolve("A.class"), ("\0\0\7" + TOKEN + "\0\1password=" + PASSWORD).getBytes(ISO_8859_1));

        assertThat(SecretScan.of(directory).report().findings())
                .extracting(finding -> finding.file() + ":" + finding.line())
                .containsExactlyInAnyOrder("wide.py:1", "wide.py:2", "latin.py:2", "A.class:1");
    }

    @Test
    void a_password_with_letters_beyond_ascii_is_the_one_that_was_written() throws IOException {
        String secret = "g\u00fcnther-77-\u20ac";
        write("app.properties", "db.password=" + secret);

        assertThat(SecretScan.of(directory)).finds(secret);
    }

    @Test
    void large_files_are_searched_to_their_end_with_the_right_lines() throws IOException {
        StringBuilder text = new StringBuilder();
        int lines = 0;
        for (int each = 0; each < 40; each++) {
            text.append("x\n".repeat(50_000 + each)).append("T=").append(TOKEN).append('\n');
            lines += 50_000 + each + 1;
        }
        write("big.sh", text.toString());
        List<SecretFinding> findings = SecretScan.of(directory).report().findings();

        assertThat(findings).hasSize(40);
        assertThat(findings.get(39).line()).isEqualTo(lines);
    }

    @Test
    void values_in_base64_are_decoded_also_in_manifests_and_over_lines() throws IOException {
        write(
                "secret.yaml",
                "kind: Secret\nmetadata:\n  name: db\ndata:\n  login: "
                        + Base64.getEncoder().encodeToString(PASSWORD.getBytes(UTF_8)) + "\n");
        write(
                "map.yaml",
                "data:\n  env: |\n    "
                        + Base64.getMimeEncoder(76, "\n    ".getBytes(UTF_8))
                                .encodeToString(("# a long comment comes first\nHOST=a\nT=" + TOKEN + "\nPORT=1\n")
                                        .getBytes(UTF_8))
                        + "\n");

        assertThat(SecretScan.of(directory)).finds(PASSWORD).finds(TOKEN);
    }

    @Test
    void texts_are_searched_as_what_a_program_says() {
        assertThat(SecretScan.ofText("answer", "{\"error\": \"not found\"}")).hasNoSecrets();
        assertThatThrownBy(() -> assertThat(SecretScan.ofText("answer", "x\npostgresql://app:geheim77@db/app"))
                        .hasNoSecrets())
                .hasMessageContaining("  answer, line 2: a password in a URL, '...' of 8 characters");
    }

    @Test
    void the_history_of_git_is_left_out_and_said() throws IOException {
        write(".git/config", "url = https://robot:" + PASSWORD + "@git.acme.org/a.git");
        write(".git/objects/ab/cd", "x");

        assertThat(places()).containsExactly(".git/config");
        assertThat(SecretScan.of(directory).report().leftOut()).containsExactly(".git/objects (the history of git)");
    }

    private List<String> places() {
        return SecretScan.of(directory).report().findings().stream()
                .map(SecretFinding::file)
                .toList();
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
