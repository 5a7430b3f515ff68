package io.mmp.test.mlflow.client;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.RunStatus;

class ModelSeedTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    private MlflowRegistry registry;
    private String name;

    @BeforeEach
    void name_a_model() {
        registry = MlflowRegistry.at(SERVER.uri());
        name = SERVER.unique("fraud");
    }

    @Test
    void one_line_makes_a_production_and_a_staging_version() {
        SeededModel seeded = registry.seed(name);

        assertThat(seeded.name()).isEqualTo(name);
        assertThat(seeded.production()).isReady().hasAlias("production").hasStage(ModelStage.PRODUCTION);
        assertThat(seeded.staging()).isReady().hasAlias("staging").hasStage(ModelStage.STAGING);
        assertThat(seeded.production().version()).isEqualTo(1);
        assertThat(seeded.staging().version()).isEqualTo(2);
        assertThat(registry.model(name).aliases()).isEqualTo(Map.of("production", 1, "staging", 2));
        assertThat(registry.versionByAlias(name, "production")).isEqualTo(seeded.production());
        assertThat(registry.snapshot(name).versions()).containsExactly(seeded.production(), seeded.staging());
        assertThat(registry.snapshot(name))
                .hasVersionsIn(ModelStage.PRODUCTION, 1)
                .hasVersionsIn(ModelStage.STAGING, 2)
                .hasVersionsIn(ModelStage.ARCHIVED);
        assertThat(SERVER.client().getRun(seeded.staging().runId()).getInfo().getStatus())
                .isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void files_runs_and_aliases_are_as_wanted(@TempDir Path temp) throws IOException {
        Path first = Files.writeString(temp.resolve("model.txt"), "one");
        Path second = Files.createDirectories(temp.resolve("second"));
        Files.writeString(second.resolve("model.txt"), "two");
        String experiment = SERVER.client().createExperiment(SERVER.unique("experiment"));

        SeededModel seeded = registry.seed(ModelSeed.of(name)
                .withExperiment(experiment)
                .withAliases("champion", "challenger")
                .withFiles(first, second));

        MlflowArtifacts artifacts = MlflowArtifacts.at(SERVER.uri());
        assertThat(artifacts.ofModel("models:/" + name + "@champion").read("model.txt"))
                .asString()
                .isEqualTo("one");
        assertThat(artifacts.ofModel("models:/" + name + "@challenger").read("model.txt"))
                .asString()
                .isEqualTo("two");
        assertThat(SERVER.client().getRun(seeded.production().runId()).getInfo().getExperimentId())
                .isEqualTo(experiment);
        assertThat(ModelSeed.of("fraud").withAliases("a", "b")).hasToString("model 'fraud' with a and b");
    }

    @Test
    void a_model_that_exists_is_not_seeded() {
        registry.seed(name);
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> registry.seed(name))
                .satisfies(
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(MlflowErrorCode.RESOURCE_ALREADY_EXISTS));
    }

    @Test
    void a_snapshot_finds_a_name_with_a_quote_in_it() {
        String quoted = name + "'s";
        registry.seed(quoted);
        registry.seed(name);
        assertThat(registry.snapshot(quoted).versions())
                .hasSize(2)
                .allSatisfy(version -> assertThat(version.model()).isEqualTo(quoted));
    }
}
