package io.mmp.test.mlflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.mlflow.client.MlflowException;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateMessageTests {

    private static final String HEAD = "{'format': 'mmp-test-mlflow-state', 'version': 1";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                            | the root: found []. Write an object.
            {}                                            | /format: found nothing instead of "mmp-test-mlflow-state". Is this a file that MlflowState.writeTo has written?
            {'format': 'other', 'version': 1}             | /format: found "other" instead of "mmp-test-mlflow-state". Is this a file that MlflowState.writeTo has written?
            {'format': 'mmp-test-mlflow-state'}           | /version: found nothing. Write the version of the format, 1.
            {'format': 'mmp-test-mlflow-state', 'version': 'one'} | /version: found "one". Write the version of the format, 1.
            {'format': 'mmp-test-mlflow-state', 'version': 2} | /version: found version 2 of the format, but this release reads version 1. Use a later release of mmp-test, or export the state again with this one.
            """)
    void what_is_no_state_of_this_version_is_refused(String json, String expected) throws IOException {
        assertRefused(json, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'run': []                                     | /run: this section is unknown. Remove it, or name it one of experiments, runs, logged_models, registered_models, model_versions.
            'runs': {}                                    | /runs: found {}. Write a list.
            'runs': [3]                                   | /runs/0: found 3. Write an object.
            'runs': [{'run_id': 'a', 'status': 'FINISHED'}] | /runs/0: the field 'experiment_id' is missing. Add it.
            'registered_models': [{'name': 'm', 'alias': {}}] | /registered_models/0/alias: this field is unknown. Remove it, or write one of name, description, creation_timestamp, last_updated_timestamp, tags, aliases.
            'registered_models': [{'name': ''}]           | /registered_models/0/name: found "". Write a text that is not empty.
            'registered_models': [{'name': 'm', 'tags': {'a/b': 1}}] | /registered_models/0/tags/a~1b: found 1. Write a text.
            'registered_models': [{'name': 'm'}, {'name': 'm'}] | /registered_models/1/name: found "m", which /registered_models/0 has already. Remove one of the two, or give it another.
            'registered_models': [{'name': 'm', 'aliases': {'top': 2}}] | /registered_models/0/aliases/top: found version 2, but /model_versions has none of this number of "m". Add the version, or name another.
            'model_versions': [{'name': 'm', 'version': 1, 'source': 's3://x'}] | /model_versions/0/name: found "m", but /registered_models has no such name. Add the model, or name another.
            'model_versions': [{'name': 'm', 'version': 0, 'source': 's3://x'}] | /model_versions/0/version: found 0. Write an integer from 1 to 2147483647.
            'experiments': [{'experiment_id': 0, 'name': 'a'}] | /experiments/0/experiment_id: found 0. Write an integer of up to 18 digits in quotes.
            'experiments': [{'experiment_id': '0', 'name': 'a'}, {'experiment_id': '1', 'name': 'a'}] | /experiments/1/name: found "a", which /experiments/0 has already. Remove one of the two, or give it another.
            'experiments': [{'experiment_id': '0', 'name': 'a', 'lifecycle_stage': 'gone'}] | /experiments/0/lifecycle_stage: found "gone". Write one of active, deleted.
            """)
    void what_contradicts_itself_is_refused_at_its_place(String section, String expected) throws IOException {
        assertRefused(HEAD + ", " + section + "}", expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'run_id': 'a', 'experiment_id': '0', 'status': 'FINISHED'} | /runs/1/run_id: found "a", which /runs/0 has already. Remove one of the two, or give it another.
            {'run_id': 'b', 'experiment_id': '7', 'status': 'FINISHED'} | /runs/1/experiment_id: found "7", but /experiments has no such id. Add the experiment, or name another.
            {'run_id': 'b', 'experiment_id': '0', 'status': 'DONE'} | /runs/1/status: found "DONE". Write one of RUNNING, SCHEDULED, FINISHED, FAILED, KILLED.
            {'run_id': 'b', 'experiment_id': '0', 'status': 'FINISHED', 'metrics': {'m': [{'timestamp': 1, 'value': 'low'}]}} | /runs/1/metrics/m/0/value: found "low". Write a number, "NaN", "Infinity" or "-Infinity".
            {'run_id': 'b', 'experiment_id': '0', 'status': 'FINISHED', 'start_time': 1.5} | /runs/1/start_time: found 1.5. Write an integer of 64 bits.
            {'run_id': 'b', 'experiment_id': '0', 'status': 'FINISHED', 'artifacts': [{'path': 'p'}]} | /runs/1/artifacts/0: an artifact has either of text, or base64, or size and sha256. Write one of them.
            {'run_id': 'b', 'experiment_id': '0', 'status': 'FINISHED', 'artifacts': [{'path': 'p', 'base64': '?'}]} | /runs/1/artifacts/0/base64: found "?". Write Base64.
            """)
    void a_run_that_cannot_be_is_refused_at_its_place(String run, String expected) throws IOException {
        assertRefused(
                HEAD
                        + ", 'experiments': [{'experiment_id': '0', 'name': 'Default'}], 'runs': [{'run_id': 'a', 'experiment_id': '0', 'status': 'FINISHED'}, "
                        + run + "]}",
                expected);
    }

    @Test
    void broken_json_is_refused_with_its_place() throws IOException {
        assertRefused(
                "{'format': 'mmp-test-mlflow-state',\n'runs': [{'run_id': oops}]}",
                "/runs/0/run_id: this is not JSON at line 2, column 21: Unrecognized token 'oops': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'). Correct it, or export the state again.");
        assertRefused(
                "{'format': 'x', 'format': 'y'}",
                "/format: this is not JSON at line 1, column 25: Duplicate field 'format'. Correct it, or export the state again.");
        assertRefused(HEAD + "} 1", "the root: there is something after the end of the object. Remove it.");
    }

    @Test
    void a_version_without_its_run_is_fine_as_it_is_in_mlflow() throws IOException {
        Path file = file(
                HEAD
                        + ", 'registered_models': [{'name': 'm'}], 'model_versions': [{'name': 'm', 'version': 3, 'source': 's3://x', 'run_id': 'gone'}]}");
        assertThat(MlflowState.read(file)).hasToString("state '" + file + "'");
    }

    @Test
    void an_artifact_that_leads_out_of_its_run_is_refused_and_nothing_is_written() throws IOException {
        Path file = file(
                HEAD
                        + ", 'experiments': [{'experiment_id': '0', 'name': 'Default'}], 'runs': [{'run_id': 'a', 'experiment_id': '0', 'status': 'FINISHED', 'artifacts': [{'path': 'fine', 'text': 'x'}, {'path': '../../out', 'text': 'x'}]}]}");
        Path artifacts = directory.resolve("artifacts");

        assertThatThrownBy(() -> EmbeddedMlflow.start(artifacts, MlflowState.read(file)))
                .isInstanceOf(MlflowStateException.class)
                .hasMessage(
                        "State '%s' at /runs/0/artifacts/1/path: \"../../out\" below 'mlflow-artifacts:/0/a/artifacts' is refused: Invalid path. Write a relative path below mlflow-artifacts:/.",
                        file);
        assertThat(artifacts).doesNotExist();
    }

    @Test
    void a_missing_file_is_named() {
        Path file = directory.resolve("no.json");
        assertThatThrownBy(() -> MlflowState.read(file))
                .isInstanceOf(MlflowStateException.class)
                .hasMessage(
                        "State '%s' is missing: there is no file %s. Write it with MlflowState.of(uri).writeTo(file), or correct the path.",
                        file, file);
        assertThatThrownBy(() -> MlflowState.named("state/no.json"))
                .isInstanceOf(MlflowStateException.class)
                .hasMessage(
                        "State 'state/no.json' is missing: it is neither on the class path (such as src/test/resources/state/no.json) nor the file %s. Write it with MlflowState.of(uri).writeTo(file), or correct the name.",
                        Path.of("state/no.json").toAbsolutePath());
    }

    @Test
    void a_failed_export_leaves_the_file_alone() throws IOException {
        Path file = directory.resolve("state.json");
        Files.writeString(file, "before");
        assertThatThrownBy(
                        () -> MlflowState.of(URI.create("http://127.0.0.1:1")).writeTo(file))
                .isInstanceOf(MlflowException.class);
        assertThat(file).hasContent("before");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MlflowState.of(URI.create("mlruns")))
                .withMessage(
                        "Tracking URI 'mlruns' is not the address of a server: use http://host:port or https://host:port");
    }

    @Test
    void the_program_wants_two_arguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MlflowState.main(new String[] {"state.json"}))
                .withMessage(
                        "Two arguments are needed, a tracking URI and a file, such as http://127.0.0.1:5000 state.json, but there are 1.");
    }

    private void assertRefused(String json, String expected) throws IOException {
        Path file = file(json);
        assertThatThrownBy(() -> MlflowState.read(file))
                .isInstanceOf(MlflowStateException.class)
                .hasMessage("State '%s' at %s", file, expected);
    }

    private Path file(String json) throws IOException {
        return Files.writeString(directory.resolve("state.json"), json.replace('\'', '"'));
    }
}
