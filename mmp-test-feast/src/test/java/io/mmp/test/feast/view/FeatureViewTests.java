package io.mmp.test.feast.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeatureViewTests {

    private static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withEventTimestamp("ts")
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofDays(1))
            .withMapping("rate", "conv_rate");

    @Test
    void a_view_names_the_columns_that_its_source_must_have() {
        assertThat(VIEW.sourceColumns())
                .containsExactly(
                        entry("driver_id", ValueType.INT64),
                        entry("ts", ValueType.UNIX_TIMESTAMP),
                        entry("created", ValueType.UNIX_TIMESTAMP),
                        entry("rate", ValueType.DOUBLE));
    }

    @Test
    void a_view_that_contradicts_itself_is_refused() {
        assertRefused(
                () -> VIEW.withFeature("driver_id", ValueType.INT64),
                "View 'driver_stats' has two fields 'driver_id'.");
        assertRefused(
                () -> VIEW.withTtl(Duration.ofNanos(1)),
                "The TTL of view 'driver_stats' must be a positive number of microseconds or zero, but is PT0.000000001S.");
        assertRefused(
                () -> VIEW.withTtl(Duration.ofDays(-1)),
                "The TTL of view 'driver_stats' must be a positive number of microseconds or zero, but is PT-24H.");
    }

    @Test
    void rows_that_do_not_fit_the_view_are_refused() {
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> VIEW.from(rows("conv_rate", ValueType.DOUBLE)))
                .withMessage(
                        "The rows of view 'driver_stats' have no column 'rate'; they have [driver_id, ts, created, conv_rate].");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> VIEW.from(rows("rate", ValueType.STRING)))
                .withMessage("Column 'rate' of the rows of view 'driver_stats' is STRING, but is declared as DOUBLE.");
    }

    @Test
    void what_the_view_does_not_have_cannot_be_read() {
        FeatureSource source = VIEW.from(rows("rate", ValueType.FLOAT));
        assertRefused(() -> source.select("nope"), "View 'driver_stats' has no feature 'nope'; it has [conv_rate].");
        assertRefused(
                () -> source.withJoinKey("nope", "id"),
                "View 'driver_stats' has no join key 'nope'; it has [driver_id].");
    }

    private static Table rows(String feature, ValueType type) {
        return Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("ts", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column(feature, type)
                .build();
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(call)
                .withMessage(message);
    }
}
