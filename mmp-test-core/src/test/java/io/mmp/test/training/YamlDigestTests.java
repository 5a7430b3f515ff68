package io.mmp.test.training;

import static io.mmp.test.training.ModelFiles.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts in YAML, and what does not. */
class YamlDigestTests {

    @Test
    void yaml_is_the_same_with_comments_and_in_another_style() {
        ModelDigest yaml = digest("MLmodel", "# one\na: 1 # more\nb:\n- x\n- 'y'\nc: >-\n  two\n  lines\n");

        assertThat(yaml.format()).isEqualTo(ModelFormat.YAML);
        assertThat(yaml).isEqualTo(digest("b.yaml", "---\nc: two lines\nb: [x, \"y\"]\na: 1.0\n"));
        assertThat(yaml.differences(digest("c.yaml", "a: '1'\nb:\n  - x\n  - z\nc: two lines\n")))
                .map(String::valueOf)
                .containsExactly(
                        "document, $.a: '1' here, '\"1\"' there",
                        "document, $.b: '[\"x\", \"y\"]' here, '[\"x\", \"z\"]' there");
    }

    @Test
    void yaml_tells_what_some_readers_take_for_a_number_or_a_boolean_from_a_text() {
        List<String> all =
                List.of("yes", "true", "'true'", "1", "'1'", "1e5", "100000", "2020-01-01", "'2020-01-01'", "~", "''");

        assertThat(all.stream()
                        .map(value -> digest("a.yaml", "a: " + value + "\n").sha256()))
                .doesNotHaveDuplicates();
        assertThat(digest("a.yaml", "--- {L: [x]}\n")).isEqualTo(digest("b.yaml", "L:\n  - x\n"));
        assertThat(digest("a.yaml", "{L: [x]}\n").format()).isEqualTo(ModelFormat.YAML);
    }

    private static String yaml(String text) {
        return digest("a.yaml", text).sha256();
    }

    @Test
    void an_alias_is_the_same_as_what_it_stands_for() {
        assertThat(yaml("a: &one {b: [1, 2]}\nc: *one\nd: &two x\ne: [*two, *one]\n"))
                .isEqualTo(yaml("a: {b: [1, 2]}\nc:\n  b:\n  - 1\n  - 2\nd: x\ne:\n- x\n- {b: [1, 2]}\n"))
                .isNotEqualTo(yaml("a: {b: [1, 2]}\nc: {b: [1, 3]}\nd: x\ne: [x, {b: [1, 2]}]\n"));
    }

    @Test
    void a_merge_adds_what_is_not_there_and_the_first_of_several_wins() {
        assertThat(yaml("base: &base {seed: 1, rounds: 10}\nfast:\n  <<: *base\n  rounds: 2\n"))
                .isEqualTo(yaml("base: {seed: 1, rounds: 10}\nfast: {rounds: 2, seed: 1}\n"))
                .isNotEqualTo(yaml("base: {seed: 1, rounds: 10}\nfast: {rounds: 10, seed: 1}\n"));
        assertThat(yaml("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b]}\n"))
                .isEqualTo(yaml("a: {x: 1}\nb: {x: 2, y: 2}\nc: {x: 1, y: 2}\n"));
        assertThat(yaml("\"<<\": {a: 1}\n")).isNotEqualTo(yaml("<<: {a: 1}\n"));
    }

    @Test
    void a_tag_counts() {
        List<String> all = List.of(
                "[1, 2]",
                "!!python/tuple [1, 2]",
                "!other [1, 2]",
                "!!set {1, 2}",
                "{1: , 2: }",
                "1",
                "!!str 1",
                "!n 1");

        assertThat(all.stream().map(value -> yaml("a: " + value + "\n"))).doesNotHaveDuplicates();
        assertThat(yaml("a: !n 1\n")).isEqualTo(yaml("a: !n '1'\n"));
        assertThat(yaml("a: !!str 1\n")).isEqualTo(yaml("a: '1'\n"));
        assertThat(yaml("a: !<tag:yaml.org,2002:set> {x}\n")).isEqualTo(yaml("a: !!set\n  ? x\n"));
        assertThat(digest("a.yaml", "a: !!python/tuple [1]\nb: !n x\n")
                        .differences(digest("b.yaml", "a: !!python/tuple [2]\nb: !n y\n")))
                .map(String::valueOf)
                .containsExactly(
                        "document, $.a[!!python/tuple]: '[1]' here, '[2]' there",
                        "document, $.b: '!n \"x\"' here, '!n \"y\"' there");
    }

    @Test
    void keys_may_be_anything_and_a_number_is_no_text() {
        List<String> all =
                List.of("1: a", "'1': a", "true: a", "'true': a", "y: a", "'y': a", "[1, 2]: a", "{b: c}: a");

        assertThat(all.stream().map(entry -> yaml(entry + "\n"))).doesNotHaveDuplicates();
        assertThat(yaml("? [1, 2]\n: a\n")).isEqualTo(yaml("[1, 2]: a\n"));
        assertThat(digest("a.yaml", "1: a\n[x]: {b: 2}\n").keys("document")).containsExactly("$[1]", "$[[\"x\"]].b");
    }

    @Test
    void each_of_several_documents_is_a_section() {
        ModelDigest two = digest("a.yaml", "a: 1\n---\n- x\n");

        assertThat(two.sections()).containsExactly("document 1", "document 2");
        assertThat(two).isEqualTo(digest("b.yaml", "--- {a: 1.0}\n...\n---\n[x]\n"));
        assertThat(two).isNotEqualTo(digest("b.yaml", "a: 1\n"));
        assertThat(two.differences(digest("c.yaml", "a: 1\n---\n- z\n")))
                .map(String::valueOf)
                .containsExactly("document 2, $: '[\"x\"]' here, '[\"z\"]' there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: 1~a: 2                 | line 2 has the key 'a' again
            1: a~1.0: b               | line 2 has the key '1' again
            a: *b                     | line 1: found undefined alias b
            a: &a [*a]                | line 1: a part of it contains itself
            a: [1                     | line 2: expected ',' or ']', but got <stream end>
            a: 'b                     | line 2: found unexpected end of stream
            """)
    void what_is_no_yaml_is_refused(String text, String problem) {
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> yaml(text.replace('~', '\n') + "\n"))
                .withMessage("'a.yaml' cannot be read as YAML file: " + problem);
    }

    @Test
    void aliases_of_aliases_do_not_take_all_memory() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%s: &a%s [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, alias))));
        }

        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> yaml(bomb.toString()))
                .withMessage("'a.yaml' cannot be read as YAML file: its aliases stand for more than 1000000 values");
    }
}
