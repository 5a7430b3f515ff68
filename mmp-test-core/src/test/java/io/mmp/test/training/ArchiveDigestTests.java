package io.mmp.test.training;

import static io.mmp.test.training.ModelFiles.bytes;
import static io.mmp.test.training.ModelFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips that are large, in each other, or odd. */
class ArchiveDigestTests {

    @TempDir
    Path temp;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void more_than_65535_entries_are_all_compared() {
        Map<String, byte[]> entries = new TreeMap<>();
        for (int i = 0; i < 66_000; i++) {
            entries.put((10_000 + i) + ".txt", new byte[] {(byte) i});
        }
        ModelDigest all = ModelDigest.of("a.zip", zip(entries, 0));

        assertThat(all.sections()).hasSize(66_000).endsWith("75999.txt: bytes");
        assertThat(all.sha256("75999.txt: bytes")).isNotEqualTo(all.sha256("75998.txt: bytes"));
    }

    @Test
    void a_jar_in_a_jar_is_taken_apart() {
        byte[] inner = zip(Map.of("model/lightgbm.txt", bytes("lightgbm.txt")), 1_000_000_000_000L);
        byte[] later = zip(Map.of("model/lightgbm.txt", bytes("lightgbm.txt")), 1_500_000_000_000L);
        byte[] other = zip(Map.of("model/lightgbm.txt", bytes("lightgbm-2-threads.txt")), 1_500_000_000_000L);
        ModelDigest jar = ModelDigest.of("a.jar", zip(Map.of("lib/model.jar", inner), 0));

        assertThat(jar).isEqualTo(ModelDigest.of("b.jar", zip(Map.of("lib/model.jar", later), 0)));
        assertThat(jar.notes()).isEmpty();
        assertThat(jar.differences(ModelDigest.of("c.jar", zip(Map.of("lib/model.jar", other), 0))))
                .map(String::valueOf)
                .containsExactly("lib/model.jar: model/lightgbm.txt: parameters, num_threads: '1' here, '2' there");
    }

    @Test
    void archives_in_each_other_without_end_are_compared_byte_by_byte() {
        byte[] nested = zip(Map.of("a.txt", new byte[] {1}), 0);
        for (int i = 0; i < 12; i++) {
            nested = zip(Map.of("a.zip", nested), 0);
        }

        assertThat(ModelDigest.of("a.zip", nested).notes())
                .singleElement()
                .asString()
                .endsWith(
                        "only its bytes are compared: 'a.zip' cannot be read as zip: more than 8 archives are in each other");
    }

    @Test
    void an_entry_that_is_there_twice_is_refused() {
        byte[] twice = latin1(latin1(zip(new TreeMap<>(Map.of("one.txt", utf8("1"), "two.txt", utf8("2"))), 0))
                .replace("two.txt", "one.txt"));

        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of("a.zip", twice))
                .withMessage(
                        "'a.zip' cannot be read as zip: it has the entry 'one.txt' twice, and readers do not agree on which counts");
    }

    @Test
    void a_program_in_front_of_a_jar_does_not_count() {
        byte[] jar = zip(Map.of("conf.json", utf8("{\"a\": 1}")), 0);
        byte[] executable = latin1("#!/bin/sh\nexec java -jar \"$0\"\n" + latin1(jar));

        assertThat(ModelDigest.of("service.jar", executable)).isEqualTo(ModelDigest.of("plain.jar", jar));
    }

    @Test
    void names_that_are_not_utf_8_are_taken_as_they_are() throws Exception {
        byte[] old = stored("mod\u00e8l.json", utf8("{\"a\": 1}"));

        assertThat(ModelDigest.of("old.zip", old).sections()).containsExactly("mod\u00e8l.json: document");
    }

    @Test
    void content_that_is_not_that_of_its_checksum_is_refused() throws Exception {
        Path file = temp.resolve("a.zip");
        byte[] damaged = stored("a.txt", utf8("weights"));
        damaged["a.txt".length() + 30] ^= 1;
        Files.write(file, damaged);

        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of(file))
                .withMessage("'a.zip' cannot be read as zip: entry 'a.txt' is damaged: its checksum is another");
    }

    private static byte[] stored(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.ISO_8859_1)) {
            ZipEntry entry = new ZipEntry(name);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void a_directory_that_contains_itself_is_refused() throws Exception {
        Path model = Files.createDirectory(temp.resolve("model"));
        Files.createSymbolicLink(model.resolve("self"), model);

        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of(model))
                .withMessage(
                        "'%s' cannot be read: java.nio.file.FileSystemLoopException: %s", model, model.resolve("self"));
    }

    @Test
    void what_is_in_a_zip_and_read_from_a_file_elsewhere_is_the_same() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("both"));
        Map<String, byte[]> entries = new TreeMap<>();
        for (String name : new String[] {"model.safetensors", "arrays.npz", "xgboost.ubj", "document.yaml"}) {
            entries.put(name, bytes(name));
            Files.write(directory.resolve(name), bytes(name));
        }

        assertThat(ModelDigest.of("a.zip", zip(entries, 0))).isEqualTo(ModelDigest.of(directory));
    }
}
