package io.mmp.test.mlflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationSettingsTests {

    @Test
    void parameters_are_read() {
        Map<String, String> parameters =
                Map.of("mmp.mlflow.version", "3.16.0", "mmp.cache.dir", "/var/cache/ml", "mmp.python", "/opt/python");

        assertThat(InstallationSettings.from(name -> Optional.ofNullable(parameters.get(name))))
                .isEqualTo(new InstallationSettings("3.16.0", Path.of("/var/cache/ml"), "/opt/python"));
    }

    @Test
    void defaults_are_the_pinned_version_and_the_cache_of_the_user() {
        InstallationSettings settings = InstallationSettings.from(name -> Optional.empty());

        assertThat(settings.version()).isEqualTo("3.17.2");
        assertThat(settings.cacheDirectory()).isAbsolute().hasFileName("mmp-test");
        assertThat(settings.python()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "3", "../3.17.2", "3.17.2 --pre", ">=3.17"})
    void what_is_no_version_is_refused(String version) {
        assertThatThrownBy(() -> new InstallationSettings(version, Path.of("cache"), null))
                .isInstanceOf(MlflowInstallationException.class)
                .hasMessage(
                        "The MLflow version (mmp.mlflow.version) must be one such as 3.17.2, but is '%s'.", version);
    }
}
