package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The official Python client keeps prompts in the embedded server; the expectations were printed with the real one. */
@Tag("e2e")
@EnabledIfMlflowProcess
class PythonPromptTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @TempDir
    Path directory;

    @Test
    void registers_loads_and_finds_prompts() throws Exception {
        String output = run("""
                import mlflow
                client = mlflow.MlflowClient()
                mlflow.genai.register_prompt(name="greet", template="Hello {{name}}", commit_message="first", tags={"team": "a"})
                mlflow.genai.register_prompt(name="greet", template=[{"role": "user", "content": "Hi {{name}}"}])
                print("first", mlflow.genai.load_prompt("prompts:/greet/1").format(name="Ann"))
                print("second", mlflow.genai.load_prompt("greet", version=2).template)
                mlflow.genai.set_prompt_alias("greet", "prod", 1)
                print("alias", mlflow.genai.load_prompt("prompts:/greet@prod").version)
                print("latest", mlflow.genai.load_prompt("prompts:/greet@latest").version)
                mlflow.genai.delete_prompt_alias("greet", "prod")
                print("no alias", mlflow.genai.load_prompt("prompts:/greet@prod", allow_missing=True))
                mlflow.register_model("s3://bucket/model", "greeter")
                print("found", [prompt.name for prompt in mlflow.genai.search_prompts("name LIKE 'gr%'")])
                print("in experiment", [prompt.name for prompt in mlflow.genai.search_prompts("experiment_id = '0'")])
                print("models", [model.name for model in client.search_registered_models()])
                client.set_prompt_tag("greet", "k", "v")
                print("tags", client.get_prompt("greet").tags["k"])
                client.set_prompt_version_tag("greet", 1, "vk", "vv")
                print("versions", [(v.version, v.tags) for v in client.search_prompt_versions("greet")])
                """);

        assertThat(output.lines())
                .contains(
                        "first Hello Ann",
                        "second [{'role': 'user', 'content': 'Hi {{name}}'}]",
                        "alias 1",
                        "latest 2",
                        "no alias None",
                        "found ['greet']",
                        "in experiment ['greet']",
                        "models ['greeter']",
                        "tags v",
                        "versions [(2, {}), (1, {'team': 'a', 'vk': 'vv'})]");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void links_prompts_to_runs_and_models_and_deletes_them() throws Exception {
        String output = run("""
                import mlflow
                client = mlflow.MlflowClient()
                mlflow.genai.register_prompt(name="cfg", template="x", model_config={"temperature": 0.5})
                mlflow.genai.set_prompt_model_config("cfg", 1, {"temperature": 0.7})
                print("config", mlflow.genai.load_prompt("prompts:/cfg/1").model_config)
                with mlflow.start_run() as run:
                    client.link_prompt_version_to_run(run.info.run_id, "prompts:/cfg/1")
                    model = mlflow.initialize_logged_model(name="agent")
                    client.link_prompt_version_to_model("cfg", "1", model.model_id)
                print("run", client.get_run(run.info.run_id).data.tags["mlflow.linkedPrompts"])
                print("model", mlflow.get_logged_model(model.model_id).tags["mlflow.linkedPrompts"])
                def refused(action):
                    try:
                        return action()
                    except mlflow.MlflowException as refusal:
                        return refusal.message
                print("name", refused(lambda: mlflow.genai.register_prompt(name="a/b", template="x")))
                print("taken", refused(lambda: client.create_registered_model("cfg"))[:82])
                client.delete_prompt_version("cfg", "1")
                client.delete_prompt("cfg")
                print("gone", client.get_prompt("cfg"), refused(lambda: client.delete_prompt("cfg")))
                """);

        assertThat(output.lines())
                .contains(
                        "config {'temperature': 0.7}",
                        "run [{\"name\": \"cfg\", \"version\": \"1\"}]",
                        "model [{\"name\": \"cfg\", \"version\": \"1\"}]",
                        "name Prompt name can only contain alphanumeric characters, hyphens, underscores, and dots.",
                        "taken RESOURCE_ALREADY_EXISTS: Tried to create a registered model with name 'cfg', but t",
                        "gone None RESOURCE_DOES_NOT_EXIST: Prompt with name=cfg not found");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    private String run(String program) throws Exception {
        PythonProgram.Result result = PythonProgram.run(
                directory, Map.of("MLFLOW_TRACKING_URI", server.server().uri().toString()), "-c", program);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
