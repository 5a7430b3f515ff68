package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.embedded.PythonProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that the embedded server makes up could be the real one's, so that a test's pattern holds on both. */
@Tag("e2e")
@EnabledIfMlflowProcess
class RunNamesTests {

    private static final int NAMES = 20_000;
    private static final int MAX_LENGTH = 20;

    @Test
    void names_are_made_of_words_that_mlflow_has(@TempDir Path directory) throws Exception {
        String program = """
                from mlflow.utils.name_utils import _GENERATOR_NOUNS, _GENERATOR_PREDICATES
                print(" ".join(_GENERATOR_PREDICATES), "/", " ".join(_GENERATOR_NOUNS))
                """;
        String[] words = PythonProgram.run(directory, Map.of(), "-c", program)
                .output()
                .strip()
                .split(" / ", -1);

        assertThat(List.of(words[0].split(" ", -1))).containsAll(RunNames.ADJECTIVES);
        assertThat(List.of(words[1].split(" ", -1))).containsAll(RunNames.NOUNS);
    }

    @Test
    void names_have_the_form_and_the_length_of_mlflow() {
        assertThat(IntStream.range(0, NAMES).mapToObj(i -> RunNames.next()))
                .allSatisfy(name -> assertThat(name)
                        .matches("[a-z]+-[a-z]+-(0|[1-9][0-9]{0,2}|1000)")
                        .hasSizeLessThanOrEqualTo(MAX_LENGTH));
    }

    @Test
    void the_longest_words_make_no_name_that_is_too_long() {
        int adjective =
                RunNames.ADJECTIVES.stream().mapToInt(String::length).max().orElseThrow();
        int noun = RunNames.NOUNS.stream().mapToInt(String::length).max().orElseThrow();

        assertThat(adjective + noun + "--1000".length()).isLessThanOrEqualTo(MAX_LENGTH);
        assertThat(RunNames.ADJECTIVES).doesNotHaveDuplicates();
        assertThat(RunNames.NOUNS).doesNotHaveDuplicates();
    }
}
