package io.mmp.test.feast.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnlineFeaturesTests {

    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Table ENTITIES =
            Table.builder().column("id", ValueType.INT64).row(1L).build();
    private static final OnlineValue SEVEN = OnlineValue.of(ValueType.INT64, 7L, FeatureStatus.PRESENT, TEN);

    @Test
    void copies_are_changed_in_one_thing_and_equal_when_they_are_the_same() {
        assertThat(SEVEN.withStatus(FeatureStatus.NULL).withStatus(FeatureStatus.PRESENT))
                .isEqualTo(SEVEN)
                .hasSameHashCodeAs(SEVEN)
                .hasToString("INT64 7, PRESENT, event timestamp 2026-01-01T10:00:00Z");
        assertThat(SEVEN.withValue(ValueType.DOUBLE, 7.0))
                .isEqualTo(OnlineValue.of(ValueType.DOUBLE, 7.0, FeatureStatus.PRESENT, TEN));
        assertThat(SEVEN.withEventTimestamp(null).eventTimestamp()).isNull();
        assertThat(SEVEN.withStatus(FeatureStatus.NULL)).isNotEqualTo(SEVEN);

        OnlineFeatures none = OnlineFeatures.of(ENTITIES, Map.of());
        OnlineFeatures one = none.with("stats:v", List.of(SEVEN));
        assertThat(none.features()).isEmpty();
        assertThat(one).isEqualTo(OnlineFeatures.of(ENTITIES, Map.of("stats:v", List.of(SEVEN))));
        assertThat(one.with("stats:v", List.of(SEVEN.withEventTimestamp(null)))).isNotEqualTo(one);
    }

    @Test
    void each_entity_has_one_value() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> OnlineFeatures.of(ENTITIES, Map.of("stats:v", List.of(SEVEN, SEVEN))))
                .withMessage("Feature 'stats:v' has 2 values, but there are 1 entities.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> OnlineFeatures.of(ENTITIES, Map.of()).with("stats:v", List.of()))
                .withMessage("Feature 'stats:v' has 0 values, but there are 1 entities.");
    }
}
