package io.mmp.test.mlflow.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.embedded.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateRoundTripTests {

    @TempDir
    Path directory;

    @Test
    void what_a_server_has_comes_back_from_a_file() throws IOException {
        Path first = directory.resolve("first.json");
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("a"))) {
            StateContent.fill(server.uri(), directory);
            MlflowState.of(server.uri()).withArtifactsUpTo(1_000).writeTo(first);
        }
        Path second = directory.resolve("second.json");
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("b"), MlflowState.read(first))) {
            MlflowState.of(server.uri()).withArtifactsUpTo(1_000).writeTo(second);
        }

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.readString(first))
                .contains("\"NaN\"", "1.7976931348623157E308", "9223372036854775807", "漢字 😀");
        Path third = directory.resolve("new/third.json");
        MlflowState.read(first).writeTo(third);
        assertThat(third).hasSameBinaryContentAs(first);
    }

    @Test
    void a_server_with_nothing_comes_back_too() throws IOException {
        Path first = directory.resolve("first.json");
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("a"))) {
            MlflowState.of(server.uri()).writeTo(first);
        }
        Path second = directory.resolve("second.json");
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("b"), MlflowState.read(first))) {
            MlflowState.of(server.uri()).writeTo(second);
        }

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.readAllLines(first)).hasSize(15).element(4).asString().contains("\"Default\"");
    }

    @Test
    void a_large_artifact_is_a_reference_which_the_new_server_does_not_have() throws IOException {
        Path file = directory.resolve("state.json");
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("a"))) {
            StateContent.fill(server.uri(), directory);
            MlflowState.of(server.uri())
                    .withArtifactsUpTo(StateContent.MAX_ARTIFACT)
                    .writeTo(file);
        }
        assertThat(Files.readString(file))
                .contains(
                        "{\"path\":\"model/sub dir/large.txt\",\"size\":101,\"sha256\":\"e077c35c4acf6d0b19f428cd5107fb58c8e4111cc7c61ca041026023b48fb65a\"}");

        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("b"), MlflowState.read(file))) {
            String runId = MlflowRegistry.at(server.uri()).version("fraud ☃", 3).runId();
            assertThat(MlflowArtifacts.at(server.uri()).ofRun(runId).walk())
                    .extracting(Object::toString)
                    .containsExactly(
                            "model/",
                            "model/sub dir/",
                            "model/sub dir/empty",
                            "model/sub dir/" + StateContent.NOTES,
                            "model/sub dir/weights.bin");
            assertThat(LoggedRun.at(server.uri(), runId).artifacts().read("model/sub dir/weights.bin"))
                    .containsExactly(0, 0xff, 0xfe, 7);
        }
    }

    @Test
    void without_secrets_a_state_is_the_same_but_for_their_values() throws IOException {
        Path whole = directory.resolve("whole.json");
        Path shown = directory.resolve("shown.json");
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("a"))) {
            StateContent.fill(server.uri(), directory);
            Rest rest = new Rest(server.uri());
            String run = String.valueOf(
                    rest.post("runs/create", "{'experiment_id': '0', 'tags': [{'key': 'api_key', 'value': 'k-1'}]}")
                            .at("run.info.run_id"));
            rest.post(
                    "runs/log-batch",
                    "{'run_id': '" + run + "', 'params': [{'key': 'db.password', 'value': 'hunter2'},"
                            + " {'key': 'max_tokens', 'value': '512'}, {'key': 'store', 'value': 'postgres://u:pw9@h/db'}]}");
            rest.post(
                    "runs/log-inputs",
                    "{'run_id': '" + run + "', 'datasets': [{'tags': [{'key': 'token', 'value': 't-2'}], 'dataset':"
                            + " {'name': 'd', 'digest': '1', 'source_type': 'http', 'source': 'https://u:pw8@h/x'}}]}");
            rest.post("registered-models/create", "{'name': 'm', 'description': 'see https://u:pw7@h/m'}");
            MlflowState.of(server.uri()).writeTo(whole);
            MlflowState.of(server.uri()).withoutSecrets().writeTo(shown);
        }

        String[] secrets = {"\"k-1\"", "hunter2", "pw9", "\"t-2\"", "pw8", "pw7"};
        assertThat(Files.readString(whole)).contains(secrets);
        assertThat(Files.readString(shown))
                .doesNotContain(secrets)
                .contains("\"api_key\":\"***\"", "\"db.password\":\"***\"", "\"max_tokens\":\"512\"");
        List<String> lines = Files.readAllLines(whole);
        assertThat(Files.readAllLines(shown))
                .hasSameSizeAs(lines)
                .filteredOn(line -> !lines.contains(line))
                .hasSize(2);
        Path again = directory.resolve("again.json");
        MlflowState.read(whole).withoutSecrets().writeTo(again);
        assertThat(again).hasSameBinaryContentAs(shown);
        try (EmbeddedMlflow server =
                EmbeddedMlflow.start(MlflowState.read(whole).withoutSecrets())) {
            MlflowState.of(server.uri()).writeTo(again);
        }
        assertThat(again).hasSameBinaryContentAs(shown);
    }

    @Test
    void without_artifacts_there_are_none() throws IOException {
        Path file = directory.resolve("state.json");
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("a"))) {
            StateContent.fill(server.uri(), directory);
            MlflowState.of(server.uri()).withoutArtifacts().writeTo(file);
        }
        assertThat(Files.readString(file)).doesNotContain("\"artifacts\"").contains("\"artifact_uri\"");
    }

    @Test
    void a_server_begins_with_what_another_one_has_and_goes_on_from_there() throws IOException {
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("a"))) {
            StateContent.fill(server.uri(), directory);
            try (EmbeddedMlflow copy = EmbeddedMlflow.start(directory.resolve("b"), MlflowState.of(server.uri()))) {
                MlflowRegistry registry = MlflowRegistry.at(copy.uri());
                registry.setAlias("fraud ☃", "champion", 1);
                assertThat(registry.versionByAlias("fraud ☃", "champion").version())
                        .isEqualTo(1);
                String runId = registry.version("fraud ☃", 3).runId();
                assertThat(registry.createVersion("fraud ☃", runId, "model").version())
                        .isEqualTo(6);
                assertThat(new Rest(copy.uri())
                                .post("experiments/create", "{'name': 'new'}")
                                .at("experiment_id"))
                        .isEqualTo("3");
            }
            assertThat(MlflowRegistry.at(server.uri())
                            .versionByAlias("fraud ☃", "champion")
                            .version())
                    .isEqualTo(3);
        }
    }
}
