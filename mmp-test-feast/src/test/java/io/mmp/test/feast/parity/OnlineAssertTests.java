package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.parity.Drivers.CONV_RATE;
import static io.mmp.test.feast.parity.Drivers.LAST_TRIP;
import static io.mmp.test.feast.parity.Drivers.SOURCE;
import static io.mmp.test.feast.parity.Drivers.TEN;
import static io.mmp.test.feast.parity.Drivers.TRIPS;
import static io.mmp.test.feast.parity.Drivers.assertFails;
import static io.mmp.test.feast.parity.Drivers.at;
import static io.mmp.test.feast.parity.Drivers.changed;
import static io.mmp.test.feast.parity.Drivers.entry;
import static io.mmp.test.feast.parity.Drivers.served;
import static io.mmp.test.feast.parity.Drivers.with;

import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** Plants one fault at a time into a faultless online store, and expects it to be found with its cause. */
class OnlineAssertTests {

    @Test
    void a_faultless_store_agrees_with_its_source() {
        assertThat(served()).agreesWith(TEN, SOURCE);
    }

    @ParameterizedTest
    @MethodSource
    void a_planted_fault_is_found(String feature, int driver, UnaryOperator<OnlineValue> fault, String line) {
        OnlineFeatures wrong = with(served(), feature, driver, fault);
        String cause = line.substring(line.lastIndexOf('(') + 1, line.length() - 1);
        StringBuilder features = new StringBuilder();
        for (String name : served().features().keySet()) {
            features.append("\n  %-22s  ".formatted(name))
                    .append(name.equals(feature) ? "1 of 4 wrong  " + cause + ": 1" : "0 of 4 wrong");
        }
        assertFails(
                () -> assertThat(wrong).agreesWith(TEN, SOURCE),
                """

                Expecting online features of 4 entities to agree with the source of [driver_stats] as of 2026-01-01T10:00:00Z, \
                but 1 of 12 values is wrong (%s: 1):
                  driver_id=%s: %s is %s
                By feature:""".formatted(cause, driver, feature, line) + features);
    }

    static Stream<ArgumentSet> a_planted_fault_is_found() {
        return Stream.of(
                fault(
                        "one byte flipped",
                        CONV_RATE,
                        1,
                        served -> changed(served, ValueType.DOUBLE, flipped(0.3)),
                        "DOUBLE 0.284375 of 2026-01-01T10:00:00Z (PRESENT), right is DOUBLE 0.3 of 2026-01-01T10:00:00Z (value)"),
                fault(
                        "an int stored as double",
                        TRIPS,
                        1,
                        served -> changed(served, ValueType.DOUBLE, 3.0),
                        "DOUBLE 3.0 of 2026-01-01T10:00:00Z (PRESENT), right is INT64 3 of 2026-01-01T10:00:00Z (int widened to double)"),
                fault(
                        "a late correction",
                        CONV_RATE,
                        1,
                        served -> entry(SOURCE, "conv_rate", 1),
                        "DOUBLE 0.2 of 2026-01-01T10:00:00Z (PRESENT), right is DOUBLE 0.3 of 2026-01-01T10:00:00Z (late correction)"),
                fault(
                        "less for less or equal",
                        CONV_RATE,
                        1,
                        served -> entry(SOURCE, "conv_rate", 0),
                        "DOUBLE 0.1 of 2026-01-01T09:00:00Z (PRESENT), right is DOUBLE 0.3 of 2026-01-01T10:00:00Z (stale value)"),
                fault(
                        "a row of the future",
                        CONV_RATE,
                        1,
                        served -> entry(SOURCE, "conv_rate", 3),
                        "DOUBLE 0.5 of 2026-01-01T10:30:00Z (PRESENT), right is DOUBLE 0.3 of 2026-01-01T10:00:00Z (future value)"),
                fault(
                        "an hour of time-zone shift",
                        LAST_TRIP,
                        1,
                        served -> changed(served, ValueType.UNIX_TIMESTAMP, at("10:56:00Z")),
                        "UNIX_TIMESTAMP 2026-01-01T10:56:00Z of 2026-01-01T10:00:00Z (PRESENT), right is UNIX_TIMESTAMP 2026-01-01T09:56:00Z of 2026-01-01T10:00:00Z (time-zone shift)"),
                fault(
                        "an event timestamp that is shifted",
                        TRIPS,
                        1,
                        served -> new OnlineValue(ValueType.INT64, 3L, FeatureStatus.PRESENT, at("08:00:00Z")),
                        "INT64 3 of 2026-01-01T08:00:00Z (PRESENT), right is INT64 3 of 2026-01-01T10:00:00Z (time-zone shift)"),
                fault(
                        "an event timestamp of no row",
                        TRIPS,
                        1,
                        served -> new OnlineValue(ValueType.INT64, 3L, FeatureStatus.PRESENT, at("09:59:59Z")),
                        "INT64 3 of 2026-01-01T09:59:59Z (PRESENT), right is INT64 3 of 2026-01-01T10:00:00Z (event timestamp)"),
                fault(
                        "a right value of an older row",
                        TRIPS,
                        1,
                        served -> new OnlineValue(ValueType.INT64, 3L, FeatureStatus.PRESENT, at("09:00:00Z")),
                        "INT64 3 of 2026-01-01T09:00:00Z (PRESENT), right is INT64 3 of 2026-01-01T10:00:00Z (stale value)"),
                fault(
                        "a dropped row",
                        CONV_RATE,
                        1,
                        served -> nothing(FeatureStatus.NOT_FOUND),
                        "null (NOT_FOUND), right is DOUBLE 0.3 of 2026-01-01T10:00:00Z (not materialized)"),
                fault(
                        "a dropped row of nulls",
                        CONV_RATE,
                        3,
                        served -> nothing(FeatureStatus.NOT_FOUND),
                        "null (NOT_FOUND), right is null of 2026-01-01T09:30:00Z (not materialized)"),
                fault(
                        "float32 rounding",
                        CONV_RATE,
                        1,
                        served -> changed(served, ValueType.DOUBLE, (double) 0.3f),
                        "DOUBLE 0.30000001192092896 of 2026-01-01T10:00:00Z (PRESENT), right is DOUBLE 0.3 of 2026-01-01T10:00:00Z (float32 rounding)"),
                fault(
                        "a float32",
                        CONV_RATE,
                        1,
                        served -> changed(served, ValueType.FLOAT, 0.3f),
                        "FLOAT 0.3 of 2026-01-01T10:00:00Z (PRESENT), right is DOUBLE 0.3 of 2026-01-01T10:00:00Z (float32 rounding)"),
                fault(
                        "null stored as zero",
                        TRIPS,
                        3,
                        served -> new OnlineValue(ValueType.INT64, 0L, FeatureStatus.PRESENT, at("09:30:00Z")),
                        "INT64 0 of 2026-01-01T09:30:00Z (PRESENT), right is null of 2026-01-01T09:30:00Z (null to default)"),
                fault(
                        "a null timestamp",
                        LAST_TRIP,
                        3,
                        served -> new OnlineValue(
                                ValueType.UNIX_TIMESTAMP, Instant.MIN, FeatureStatus.PRESENT, at("09:30:00Z")),
                        "UNIX_TIMESTAMP -1000000000-01-01T00:00:00Z of 2026-01-01T09:30:00Z (PRESENT), right is null of 2026-01-01T09:30:00Z (null to default)"),
                fault(
                        "a lost value",
                        TRIPS,
                        1,
                        served -> new OnlineValue(ValueType.NULL, null, FeatureStatus.NULL, TEN),
                        "null of 2026-01-01T10:00:00Z (NULL), right is INT64 3 of 2026-01-01T10:00:00Z (null instead of a value)"),
                fault(
                        "the TTL not enforced",
                        CONV_RATE,
                        2,
                        served -> entry(SOURCE, "conv_rate", 4),
                        "DOUBLE 0.6 of 2026-01-01T07:59:59Z (PRESENT), right is null (expired value)"),
                fault(
                        "PRESENT for an unknown entity",
                        CONV_RATE,
                        4,
                        served -> nothing(FeatureStatus.PRESENT),
                        "null (PRESENT), right is null (false status)"),
                fault(
                        "a value for an unknown entity",
                        CONV_RATE,
                        4,
                        served -> entry(SOURCE, "conv_rate", 0),
                        "DOUBLE 0.1 of 2026-01-01T09:00:00Z (PRESENT), right is null (not in the source)"),
                fault(
                        "NOT_FOUND beside a value",
                        TRIPS,
                        1,
                        served -> new OnlineValue(ValueType.INT64, 3L, FeatureStatus.NOT_FOUND, TEN),
                        "INT64 3 of 2026-01-01T10:00:00Z (NOT_FOUND), right is INT64 3 of 2026-01-01T10:00:00Z (false status)"),
                fault(
                        "OUTSIDE_MAX_AGE of a value that is fresh",
                        TRIPS,
                        1,
                        served -> new OnlineValue(ValueType.INT64, 3L, FeatureStatus.OUTSIDE_MAX_AGE, TEN),
                        "INT64 3 of 2026-01-01T10:00:00Z (OUTSIDE_MAX_AGE), right is INT64 3 of 2026-01-01T10:00:00Z (false status)"));
    }

    private static ArgumentSet fault(
            String name, String feature, int driver, UnaryOperator<OnlineValue> fault, String line) {
        return Arguments.argumentSet(name, feature, driver, fault, line);
    }

    private static OnlineValue nothing(FeatureStatus status) {
        return new OnlineValue(ValueType.NULL, null, status, Instant.EPOCH);
    }

    /** Flip the lowest bit of the second byte, as it would be flipped in the bytes that Redis holds. */
    private static double flipped(double value) {
        return Double.longBitsToDouble(Double.doubleToLongBits(value) ^ 1L << 48);
    }
}
