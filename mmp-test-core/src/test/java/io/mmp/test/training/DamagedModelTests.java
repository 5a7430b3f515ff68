package io.mmp.test.training;

import static io.mmp.test.training.ModelFiles.bytes;
import static io.mmp.test.training.ModelFiles.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they begin as: one sentence each, and never the digest of a whole one. */
class DamagedModelTests {

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lightgbm.txt",
                "xgboost.json",
                "xgboost.ubj",
                "model.onnx",
                "model.safetensors",
                "arrays.npz",
                "objects.npy",
                "document.json",
                "document.yaml",
                "document-flow.yaml",
                "rows.csv"
            })
    void no_part_of_a_file_is_taken_for_the_whole(String file) {
        byte[] whole = bytes(file);
        String sha256 = digest(file).sha256();
        // The line break at the end does not count.
        int ends =
                new String(whole, StandardCharsets.ISO_8859_1).stripTrailing().length();
        for (int length = 0; length < ends; length += ends > 1000 && length < ends - 64 ? 11 : 1) {
            String found;
            try {
                found = ModelDigest.of(file, Arrays.copyOf(whole, length)).sha256();
            } catch (TrainingException e) {
                found = e.getMessage();
            }
            assertThat(found).as("the first %s bytes", length).isNotNull().isNotEqualTo(sha256);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgboost.ubj", "model.onnx", "model.safetensors", "arrays.npz", "document-flow.yaml"})
    void no_changed_byte_ends_in_anything_but_a_digest_or_a_sentence(String file) {
        byte[] whole = bytes(file);
        for (int at = 0; at < whole.length; at += whole.length > 1000 ? 11 : 1) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 8);
            try {
                assertThat(ModelDigest.of(file, changed).sha256()).hasSize(64);
            } catch (TrainingException e) {
                assertThat(e).hasMessageStartingWith("'%s' cannot be read as ", file);
            }
        }
    }

    @Test
    void each_says_what_is_wrong() {
        assertThat(problem("empty.onnx", "")).isEqualTo("'empty.onnx' is empty: there is no model to digest");
        assertThat(problem("a.txt", "tree\nversion=v4\n\nTree=0\nnum_leaves=2\n"))
                .isEqualTo(
                        "'a.txt' cannot be read as LightGBM text: it is cut short: 'end of trees' is missing after 1 tree");
        assertThat(problem("a.txt", "tree\nend of trees\nparameters:\n[seed: 1]\n"))
                .isEqualTo("'a.txt' cannot be read as LightGBM text: it is cut short: 'end of parameters' is missing");
        assertThat(problem("a.json", "{\"a\": }"))
                .isEqualTo("'a.json' cannot be read as JSON file: expected a value at line 1, column 7");
        assertThat(problem("a.safetensors", "\u0009\0\0\0\0\0\0\0{}"))
                .isEqualTo(
                        "'a.safetensors' cannot be read as safetensors file: it is cut short: its header is to have 9 bytes, and 2 are left");
        assertThat(problem("a.safetensors", "\u0002\0\0\0\0\0\0\0{}"))
                .isEqualTo("'a.safetensors' cannot be read as safetensors file: it has no tensors");
        assertThat(problem("a.onnx", "\u0008\u0007"))
                .isEqualTo("'a.onnx' cannot be read as ONNX model: it has no graph");
        assertThat(problem("a.onnx", ":\u0007"))
                .isEqualTo(
                        "'a.onnx' cannot be read as ONNX model: it is cut short: 7 bytes are announced at byte 2, and 0 are left");
        assertThat(problem("a.zip", "PK\5\6" + "\0".repeat(18)))
                .isEqualTo("'a.zip' cannot be read as zip: it has no entries, or is no zip");
        assertThat(problem("a.zip", "PK\5\6 and no more"))
                .isEqualTo("'a.zip' cannot be read as zip: it is cut short: the directory at its end is missing");
        assertThat(problem("a.csv", "a,b\n1\n"))
                .isEqualTo("'a.csv' cannot be read as CSV file: row 1 has 1 cell, and the header has 2");
        assertThat(problem("a.csv", "a,b\n1,\"2\n"))
                .isEqualTo("'a.csv' cannot be read as CSV file: a quote is not closed");
        assertThat(problem("a.csv", "a,a\n1,2\n"))
                .isEqualTo("'a.csv' cannot be read as CSV file: section 'columns' has 'a' twice");
        assertThat(problem("a.ubj", "{i\u0001aiX"))
                .isEqualTo("'a.ubj' cannot be read as UBJSON file: it is cut short after 6 bytes");
    }

    private static String problem(String name, String latin1) {
        try {
            return ModelDigest.of(name, latin1.getBytes(StandardCharsets.ISO_8859_1))
                    .toString();
        } catch (TrainingException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void what_is_no_utf_8_is_refused_as_text() {
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of("a.csv", new byte[] {'a', (byte) 0xe4}))
                .withMessage("'a.csv' cannot be read as CSV file: it is not UTF-8");
    }

    @Test
    void a_part_that_cannot_be_read_is_compared_byte_by_byte_and_noted() {
        Map<String, byte[]> entries = new TreeMap<>(Map.of("conf.json", new byte[] {'{'}));

        assertThat(ModelDigest.of("a.zip", ModelFiles.zip(entries, 1_700_000_000_000L))
                        .notes())
                .containsExactly(
                        "conf.json: only its bytes are compared: 'conf.json' cannot be read as JSON file: expected a name in quotes at line 1, column 2");
    }

    @Test
    void a_missing_file_an_empty_directory_and_a_broken_link_are_refused() throws Exception {
        Path linked = Files.createDirectory(temp.resolve("linked"));
        Path link = Files.createSymbolicLink(linked.resolve("model"), Path.of("nowhere"));
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Path missing = temp.resolve("missing.txt");

        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of(missing))
                .withMessage("'%s' cannot be read: java.nio.file.NoSuchFileException: %s", missing, missing);
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of(empty))
                .withMessage("'%s' has no files: there is no model to digest", empty);
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of(linked))
                .withMessage("'%s' is no file, or a link that leads nowhere", link);
    }

    @ParameterizedTest
    @CsvSource({"parameter, parameters", "Trees, trees"})
    void a_misspelt_section_is_refused(String misspelt) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> digest("lightgbm.txt").without(misspelt))
                .withMessage(
                        "LightGBM text 'lightgbm.txt' has no section '%s'; it has header, trees, feature_importances, parameters, pandas_categorical.",
                        misspelt);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> digest("lightgbm.txt").withoutKeys("feature_importances", misspelt))
                .withMessageStartingWith(
                        "Section 'feature_importances' of LightGBM text 'lightgbm.txt' has no key '%s'; it has ",
                        misspelt);
    }

    @Test
    void leaving_out_everything_is_refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> digest("document.json").without("document"))
                .withMessage("Without its sections [document] nothing of JSON file 'document.json' is left.");
    }
}
