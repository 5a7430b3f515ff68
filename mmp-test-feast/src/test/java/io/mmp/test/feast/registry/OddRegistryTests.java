package io.mmp.test.feast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import feast.proto.core.FeatureViewProto.FeatureView;
import feast.proto.core.RegistryProto.Registry;
import io.mmp.test.feast.store.FeastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One odd view costs that view only: the registry file is real Feast's, with one view of it changed. */
class OddRegistryTests {

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

    /** Change the declaration of driver_stats, and read the registry. */
    private FeatureRegistry readWith(Consumer<FeatureView.Builder> change) throws IOException {
        Registry.Builder registry = Registry.parseFrom(Files.readAllBytes(file)).toBuilder();
        for (int i = 0; i < registry.getFeatureViewsCount(); i++) {
            FeatureView.Builder view = registry.getFeatureViewsBuilder(i);
            if (view.getSpec().getName().equals("driver_stats")) {
                change.accept(view);
            }
        }
        Files.write(file, registry.build().toByteArray());
        return FeatureRegistry.read(file, "golden");
    }

    private static UnknownFieldSet number(int field, long value) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        field,
                        UnknownFieldSet.Field.newBuilder().addVarint(value).build())
                .build();
    }

    private static void assertServesTheRest(FeatureRegistry registry, String reason) {
        assertThat(registry.views()).extracting(view -> view.name()).containsExactly("shift_stats", "prices");
        assertThat(registry.services()).isEqualTo(Map.of("pricing", List.of("shift_stats:load")));
        assertThat(registry.leftOut())
                .isEqualTo(Map.of(
                        "driver_stats", reason,
                        "pricing/driver_stats:trips", reason,
                        "pricing/driver_stats:conv_rate", reason));
        assertThatThrownBy(() -> registry.view("driver_stats"))
                .isInstanceOf(FeastException.class)
                .hasMessage("Feature view 'driver_stats' is not served here: " + reason);
        assertThatThrownBy(() -> registry.select("driver_stats:trips"))
                .isInstanceOf(FeastException.class)
                .hasMessage("There is no feature view 'driver_stats'; there are [shift_stats, prices]. It is left out: "
                        + reason);
    }

    @Test
    void a_view_that_cannot_be_read_costs_that_view_only() throws IOException {
        assertServesTheRest(
                readWith(view -> {
                    view.getSpecBuilder().getEntityColumnsBuilder(0).setValueTypeValue(77);
                }),
                "Value type 77 is not one of Feast 0.67.");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, PT-1S", // negative
        "1, 1, PT1.000000001S", // of nanoseconds, which no Feast of Python writes
    })
    void a_ttl_that_is_none_costs_that_view_only(long seconds, int nanos, String printed) throws IOException {
        assertServesTheRest(
                readWith(view -> {
                    view.getSpecBuilder().getTtlBuilder().setSeconds(seconds).setNanos(nanos);
                }),
                "The TTL of view 'driver_stats' must be a positive number of microseconds or zero, but is %s."
                        .formatted(printed));
    }

    @Test
    void a_ttl_of_more_nanoseconds_than_a_long_has_is_read() throws IOException {
        Duration longest = Duration.ofDays(999_999_999); // the longest timedelta of Python
        FeatureRegistry registry = readWith(view -> {
            view.getSpecBuilder()
                    .getTtlBuilder()
                    .setSeconds(longest.toSeconds())
                    .setNanos(0);
        });

        assertThat(registry.leftOut()).isEmpty();
        assertThat(registry.views()).extracting(view -> view.ttl()).contains(longest);
    }

    @Test
    void a_feature_of_a_type_that_is_newer_costs_that_feature_only() throws IOException {
        FeatureRegistry registry = readWith(view -> {
            view.getSpecBuilder().getFeaturesBuilderList().stream()
                    .filter(feature -> feature.getName().equals("trips"))
                    .forEach(feature -> feature.setValueTypeValue(77));
        });

        assertThat(registry.leftOut())
                .isEqualTo(Map.of(
                        "driver_stats:trips", "Value type 77 is not one of Feast 0.67.",
                        "pricing/driver_stats:trips", "Value type 77 is not one of Feast 0.67."));
        assertThat(registry.services())
                .isEqualTo(Map.of("pricing", List.of("driver_stats:conv_rate", "shift_stats:load")));
        assertThatThrownBy(() -> registry.select("driver_stats:trips"))
                .hasMessageEndingWith("last_trips, balance]. It is left out: Value type 77 is not one of Feast 0.67.");
    }

    @Test
    void what_feast_does_not_serve_is_refused_in_its_words() throws IOException {
        FeatureRegistry disabled = readWith(view -> {
            view.getSpecBuilder().setUnknownFields(number(20, 1));
        });
        assertThatThrownBy(() -> disabled.view("driver_stats"))
                .hasMessage(
                        "Feature view 'driver_stats' is disabled and cannot serve features. Enable it with `feast feature-views enable driver_stats` or set enabled=True.");
        assertThat(disabled.views()).hasSize(3); // its history can still be joined

        FeatureRegistry materializing = readWith(view -> {
            view.getSpecBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
            view.getMetaBuilder().setUnknownFields(number(6, 3));
        });
        assertThatThrownBy(() -> materializing.service("pricing"))
                .hasMessage(
                        "Feature view 'driver_stats' is in state 'MATERIALIZING' and cannot serve features. Only AVAILABLE_ONLINE feature views can serve.");
    }

    @Test
    void a_service_that_takes_what_is_not_there_says_so() throws IOException {
        Registry.Builder registry = Registry.parseFrom(Files.readAllBytes(file)).toBuilder();
        registry.getFeatureServicesBuilder(0)
                .getSpecBuilder()
                .getFeaturesBuilder(0)
                .setFeatureViewName("gone");
        Files.write(file, registry.build().toByteArray());

        FeatureRegistry read = FeatureRegistry.read(file, "golden");

        assertThat(read.leftOutOf("pricing"))
                .isEqualTo(Map.of(
                        "gone:trips", "the registry has no feature view 'gone'.",
                        "gone:conv_rate", "the registry has no feature view 'gone'."));
        assertThatThrownBy(() -> read.service("none"))
                .hasMessage("Feature service none does not exist in project golden");
    }
}
