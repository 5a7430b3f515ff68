package io.mmp.test.training;

import static io.mmp.test.training.ModelFiles.bytes;
import static io.mmp.test.training.ModelFiles.digest;
import static io.mmp.test.training.ModelFiles.text;
import static io.mmp.test.training.ModelFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts in each format, what does not, and where a change is found. */
class ModelDigestTests {

    @TempDir
    Path temp;

    @Test
    void digests_are_those_that_other_programs_compute() {
        Map<?, ?> expected = (Map<?, ?>) Objects.requireNonNull(JsonReader.read(text("digests.json")));
        Map<?, ?> whole = (Map<?, ?>) Objects.requireNonNull(expected.get("whole"));

        assertThat(whole)
                .hasSizeGreaterThan(10)
                .allSatisfy((file, sha256) -> assertThat(
                                digest(String.valueOf(file)).sha256())
                        .as(String.valueOf(file))
                        .isEqualTo(sha256));
        assertThat(digest("model.onnx").sha256("initializers")).isEqualTo(expected.get("initializers"));
    }

    @Test
    void lightgbm_on_another_number_of_threads_differs_in_its_parameters_alone() {
        ModelDigest one = digest("lightgbm.txt");
        ModelDigest two = digest("lightgbm-2-threads.txt");

        assertThat(one.differences(two))
                .map(String::valueOf)
                .containsExactly("parameters, num_threads: '1' here, '2' there");
        assertThat(one.without("parameters")).isEqualTo(two.without("parameters"));
        assertThat(one.withoutKeys("parameters", "num_threads"))
                .isEqualTo(two.withoutKeys("parameters", "num_threads"));
        assertThat(one.sha256("trees")).isEqualTo(two.sha256("trees"));
        assertThat(one.sections())
                .containsExactly("header", "trees", "feature_importances", "parameters", "pandas_categorical");
    }

    @Test
    void lightgbm_names_the_first_tree_and_value_that_differ() {
        String text = text("lightgbm.txt");
        String line = text.substring(text.indexOf("leaf_value=", text.indexOf("Tree=1")));
        line = line.substring(0, line.indexOf('\n'));
        String[] values = line.substring("leaf_value=".length()).split(" ", -1);
        String changed = line.replace(values[2], "7");

        assertThat(digest("lightgbm.txt").differences(digest("changed.txt", text.replace(line, changed))))
                .map(String::valueOf)
                .containsExactly("trees, tree 1 leaf_value: 'value 3: %s %s' here, 'value 3: 7 %s' there"
                        .formatted(values[2], values[3], values[3]));
    }

    @Test
    void lightgbm_with_another_seed_or_fewer_trees_differs_in_its_trees() {
        assertThat(digest("lightgbm.txt").differences(digest("lightgbm-seed-43.txt")))
                .first()
                .extracting(ModelDifference::section, ModelDifference::key)
                .containsExactly("trees", "tree 0 split_feature");
        assertThat(digest("lightgbm.txt").differences(digest("lightgbm-2-trees.txt")))
                .filteredOn(difference -> difference.section().equals("trees"))
                .isNotEmpty()
                .allSatisfy(difference -> {
                    assertThat(difference.key()).startsWith("tree 2 ");
                    assertThat(difference.there()).isNull();
                    assertThat(difference).asString().endsWith(" here, nothing there");
                });
    }

    @Test
    void line_ends_do_not_count() {
        assertThat(digest("crlf.txt", text("lightgbm.txt").replace("\n", "\r\n")))
                .isEqualTo(digest("lightgbm.txt"));
        assertThat(digest("lf.csv", text("rows.csv").replace("\r\n", "\n").replace("2,", "\"2\",")))
                .isEqualTo(digest("rows.csv"));
    }

    @Test
    void xgboost_says_the_same_in_json_and_ubjson_and_names_the_tree() {
        ModelDigest json = digest("xgboost.json");
        String changed = text("xgboost.json").replaceFirst("\"split_indices\":\\[0,", "\"split_indices\":[2,");

        assertThat(json).isEqualTo(digest("xgboost.ubj"));
        assertThat(json.format()).isEqualTo(ModelFormat.XGBOOST);
        assertThat(json.differences(digest("changed.json", changed)))
                .map(String::valueOf)
                .containsExactly(
                        "trees, tree 0 split_indices: '[0, 1, 1, 0, 0, 0, 0]' here, '[2, 1, 1, 0, 0, 0, 0]' there");
        assertThat(json.differences(digest("newer.json", text("xgboost.json").replace("[3,2,0]", "[3,4,0]"))))
                .map(String::valueOf)
                .containsExactly("version, version: '[3, 2, 0]' here, '[3, 4, 0]' there");
    }

    @Test
    void onnx_weights_are_the_same_in_whatever_field_and_order_they_stand() {
        ModelDigest model = digest("model.onnx");

        assertThat(model).isEqualTo(digest("model-float-data.onnx"));
        assertThat(model.notes()).isEmpty();
        assertThat(model.keys("nodes"))
                .containsExactly(
                        "node 0 Gemm",
                        "node 0 Gemm, attribute alpha",
                        "node 0 Gemm, attribute transB",
                        "node 1 Reshape");
        assertThat(model.keys("initializers")).containsExactly("weight", "bias", "shape");
        assertThat(model.sections())
                .containsExactly(
                        "nodes", "initializers", "inputs", "outputs", "graph", "opset", "producer", "metadata");
    }

    @Test
    void onnx_names_the_node_the_weight_and_the_metadata_that_differ() {
        assertThat(digest("model.onnx").differences(onnx("Gemm", "Gexx")))
                .map(String::valueOf)
                .contains("nodes, node 0 Gemm: 'score: Gemm(x, weight, bias) -> y' here, nothing there");
        assertThat(digest("model.onnx").differences(onnx("owner\u0012\u0008payments", "owner\u0012\u0008paymentz")))
                .map(String::valueOf)
                .containsExactly("metadata, owner: 'payments' here, 'paymentz' there");
        // 0.5 and -1 in float32
        assertThat(digest("model.onnx").differences(onnx("\0\0\0?\0\0\u0080\u00bf", "\0\0\0?\0\0\u0080?")))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.section()).isEqualTo("initializers");
                    assertThat(difference.key()).isEqualTo("bias");
                    assertThat(difference.here()).startsWith("float32 [2], sha256 ");
                });
    }

    private static ModelDigest onnx(String before, String after) {
        String bytes = new String(bytes("model.onnx"), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains(before);
        return ModelDigest.of("changed.onnx", bytes.replace(before, after).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void safetensors_names_the_tensor_that_differs() {
        byte[] changed = bytes("model.safetensors");
        changed[changed.length - 1] ^= 1;

        assertThat(digest("model.safetensors").differences(ModelDigest.of("changed.safetensors", changed)))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.section()).isEqualTo("tensors");
                    assertThat(difference.here()).startsWith("F32 [");
                });
    }

    @Test
    void arrays_are_the_same_in_either_byte_order_and_memory_order() {
        ModelDigest arrays = digest("arrays.npz");

        assertThat(arrays).isEqualTo(digest("arrays-otherwise.npz"));
        assertThat(arrays.format()).isEqualTo(ModelFormat.NPZ);
        assertThat(arrays.sections()).containsExactly("bias", "weight");
        assertThat(digest("objects.npy").notes())
                .containsExactly("array: an array of objects is a pickle, of which only the bytes are compared");
    }

    @Test
    void json_counts_neither_the_order_of_keys_nor_the_form_of_numbers() {
        ModelDigest json = digest("a.json", "{\"a\": 1.0, \"b\": {\"c\": [1e2, 0.50, NaN]}, \"d.e\": null}");

        assertThat(json).isEqualTo(digest("b.json", "{\"d.e\":null,\"b\":{\"c\":[100,5E-1,NaN]},\"a\":1}"));
        assertThat(json.differences(
                        digest("c.json", "{\"a\": \"1\", \"b\": {\"c\": [100, 0.5, -Infinity]}, \"d.e\": null}")))
                .map(String::valueOf)
                .containsExactly(
                        "document, $.a: '1' here, '\"1\"' there",
                        "document, $.b.c: '[100, 0.5, NaN]' here, '[100, 0.5, -Infinity]' there");
        assertThat(json.keys("document")).containsExactly("$.a", "$.b.c", "$[\"d.e\"]");
    }

    @Test
    void json_tells_what_only_looks_the_same() {
        List<String> all =
                List.of("[]", "{}", "null", "\"\"", "[[]]", "[\"a, b\"]", "[\"a\", \"b\"]", "0", "false", "\"0\"");

        assertThat(all.stream().map(json -> digest("a.json", json).sha256())).doesNotHaveDuplicates();
    }

    @Test
    void a_torch_archive_is_the_same_under_another_name() {
        byte[] pickle = {(byte) 0x80, 2, 'N', '.'};
        ModelDigest one = ModelDigest.of("a.pt", zip(Map.of("a/data.pkl", pickle, "a/data/0", new byte[] {1}), 0));
        ModelDigest two = ModelDigest.of("b.pt", zip(Map.of("b/data.pkl", pickle, "b/data/0", new byte[] {1}), 0));
        ModelDigest other = ModelDigest.of("b.pt", zip(Map.of("b/data.pkl", pickle, "b/data/0", new byte[] {2}), 0));

        assertThat(one).isEqualTo(two);
        assertThat(one.differences(other))
                .singleElement()
                .extracting(ModelDifference::section)
                .isEqualTo("data/0: bytes");
        assertThat(one.notes())
                .contains("data.pkl: only its bytes are compared, so that equal models may differ in them");
    }

    @Test
    void csv_names_the_column_that_differs() {
        assertThat(digest("rows.csv")
                        .differences(digest("b.csv", text("rows.csv").replace("1.50", "1.5"))))
                .singleElement()
                .satisfies(difference -> assertThat(difference.key()).isEqualTo("amount"));
    }

    @Test
    void a_zip_and_a_directory_count_entries_and_not_their_order_or_times() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("model/lightgbm.txt", bytes("lightgbm.txt"));
        entries.put("conf.json", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        entries.put("empty.py", new byte[0]);
        Map<String, byte[]> otherwise = new LinkedHashMap<>();
        otherwise.put("empty.py", new byte[0]);
        otherwise.put("conf.json", "{\"a\": 1.0}".getBytes(StandardCharsets.UTF_8));
        otherwise.put("model/lightgbm.txt", bytes("lightgbm.txt"));
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.put("model/lightgbm.txt", bytes("lightgbm-2-threads.txt"));
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            Path file = temp.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }

        ModelDigest zip = ModelDigest.of("a.zip", zip(entries, 1_000_000_000_000L));

        assertThat(zip).isEqualTo(ModelDigest.of("b.jar", zip(otherwise, 1_700_000_000_000L)));
        assertThat(zip).isEqualTo(ModelDigest.of(temp));
        assertThat(zip.differences(ModelDigest.of("c.zip", zip(changed, 1_000_000_000_000L))))
                .map(String::valueOf)
                .containsExactly("model/lightgbm.txt: parameters, num_threads: '1' here, '2' there");
        assertThat(ModelDigest.of(temp)).asString().isEqualTo("directory '%s'".formatted(temp.getFileName()));
    }

    @Test
    void what_is_not_understood_says_so() {
        byte[] pickle = {(byte) 0x80, 4, 'N', '.'};

        assertThat(List.of(
                        ModelDigest.of("model.pkl", pickle),
                        ModelDigest.of("model", pickle),
                        ModelDigest.of("model.bin", new byte[] {1})))
                .allSatisfy(digest -> {
                    assertThat(digest.isOpaque()).isTrue();
                    assertThat(digest.notes())
                            .containsExactly("only its bytes are compared, so that equal models may differ in them");
                })
                .map(ModelDigest::format)
                .containsExactly(ModelFormat.PICKLE, ModelFormat.PICKLE, ModelFormat.BYTES);
    }
}
