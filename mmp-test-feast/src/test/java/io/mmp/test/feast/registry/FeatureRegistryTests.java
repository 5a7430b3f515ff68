package io.mmp.test.feast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feast.proto.core.RegistryProto.Registry;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry file is real Feast's: fill_redis.py says how it was made. */
class FeatureRegistryTests {

    @TempDir
    private Path directory;

    private Path file = Path.of("registry.db");

    @BeforeEach
    void copy() throws IOException {
        file = directory.resolve("registry.db");
        try (InputStream in = FeatureRegistry.class.getResourceAsStream("/io/mmp/test/feast/redis/registry.db")) {
            Files.copy(Objects.requireNonNull(in), file);
        }
    }

    @Test
    void views_are_read_as_they_were_declared() {
        FeatureRegistry registry = FeatureRegistry.read(file, "golden");

        assertThat(registry.views())
                .containsExactlyInAnyOrder(
                        FeatureView.named("driver_stats")
                                .withJoinKey("driver_id", ValueType.INT64)
                                .withFeature("conv_rate", ValueType.FLOAT)
                                .withFeature("acc_rate", ValueType.DOUBLE)
                                .withFeature("trips", ValueType.INT64)
                                .withFeature("name", ValueType.STRING)
                                .withFeature("active", ValueType.BOOL)
                                .withFeature("since", ValueType.UNIX_TIMESTAMP)
                                .withFeature("last_trips", ValueType.INT64_LIST)
                                .withFeature("balance", ValueType.DECIMAL)
                                .withCreatedTimestamp("created")
                                .withMapping("rate", "conv_rate")
                                .withTtl(Duration.ofHours(2)),
                        FeatureView.named("shift_stats")
                                .withJoinKey("shift", ValueType.INT32)
                                .withJoinKey("city", ValueType.STRING)
                                .withFeature("load", ValueType.DOUBLE)
                                .withCreatedTimestamp("created"),
                        FeatureView.named("prices")
                                .withFeature("fuel", ValueType.DOUBLE)
                                .withCreatedTimestamp("created"));
        assertThat(registry.services())
                .containsOnlyKeys("pricing")
                .containsEntry("pricing", List.of("driver_stats:trips", "driver_stats:conv_rate", "shift_stats:load"));
    }

    @Test
    void a_project_that_is_not_there_is_named() {
        assertThatThrownBy(() -> FeatureRegistry.read(file, "silver"))
                .isInstanceOf(FeastException.class)
                .hasMessage("Registry %s has no feature views in project 'silver'; it has projects [golden]."
                        .formatted(file));
    }

    @Test
    void a_registry_of_another_version_is_refused() throws IOException {
        Files.write(
                file,
                Registry.parseFrom(Files.readAllBytes(file)).toBuilder()
                        .setRegistrySchemaVersion("2")
                        .build()
                        .toByteArray());

        assertThatThrownBy(() -> FeatureRegistry.read(file, "golden"))
                .isInstanceOf(FeastException.class)
                .hasMessage(
                        "Registry %s is of schema version '2', but only version '1' can be read. Write it with Feast 0.67."
                                .formatted(file));
    }

    @Test
    void a_file_that_is_no_registry_is_refused() throws IOException {
        Files.writeString(file, "no registry");
        assertThatThrownBy(() -> FeatureRegistry.read(file, "golden"))
                .isInstanceOf(FeastException.class)
                .hasMessage("%s is no Feast registry.".formatted(file));

        Files.delete(file);
        assertThatThrownBy(() -> FeatureRegistry.read(file, "golden"))
                .isInstanceOf(FeastException.class)
                .hasMessage("Registry %s cannot be read.".formatted(file));
    }

    @Test
    void features_are_found_by_their_names_and_what_is_unknown_is_named() {
        FeatureRegistry registry = FeatureRegistry.read(file, "golden");

        assertThat(registry.select("shift_stats:load").values()).containsExactly(List.of("load"));
        assertThatThrownBy(() -> registry.select("load"))
                .isInstanceOf(FeastException.class)
                .hasMessage("Feature 'load' is named without its view. Write it as 'view:feature'.");
        assertThatThrownBy(() -> registry.select("shift_stats:nope"))
                .isInstanceOf(FeastException.class)
                .hasMessage("View 'shift_stats' has no feature 'nope'; it has [load].");
        assertThatThrownBy(() -> registry.select("nope:load"))
                .isInstanceOf(FeastException.class)
                .hasMessage(
                        "There is no feature view 'nope'; there are [driver_stats, shift_stats, prices]. Apply it first.");
    }
}
