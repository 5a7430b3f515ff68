package io.mmp.test.drift;

import static io.mmp.test.drift.DriftAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.drift.DriftFinding.Outcome;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import io.mmp.test.verdict.FalseAlarms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleConsumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class DriftCheckTests {

    private static final Table REFERENCE = Transactions.of(1_000, 1);
    private static final Table CURRENT = Transactions.of(1_000, 2);
    private static final DriftCheck CHECK = DriftCheck.standard();

    @Test
    void each_column_has_the_tests_of_its_kind() {
        DriftReport report = CHECK.compare(REFERENCE, CURRENT);
        assertThat(report).hasNoDrift();
        Assertions.assertThat(report.findings())
                .extracting(finding -> finding.columns().get(0) + ": " + finding.test())
                .containsExactly(
                        "amount: Kolmogorov-Smirnov distance",
                        "amount: share of nulls",
                        "age: Kolmogorov-Smirnov distance",
                        "age: share of nulls",
                        "country: chi-square",
                        "country: unseen categories",
                        "country: share of nulls",
                        "is_fraud: chi-square",
                        "is_fraud: unseen categories",
                        "is_fraud: share of nulls");
    }

    @Test
    void each_injection_is_found_where_it_was_put() {
        assertDrift(DriftInjection.meanShift(0.4).on("age"), "age");
        assertDrift(DriftInjection.scale(2).on("amount"), "amount");
        assertDrift(DriftInjection.nulls(0.1).on("country"), "country");
        assertDrift(DriftInjection.swappedCategories("Türkiye", "España"), "country");
        assertDrift(DriftInjection.swappedCategories("true", "false"), "is_fraud");
        assertDrift(DriftInjection.unseenCategory("Ελλάδα", 0.02), "country");
        assertDrift(DriftInjection.labelShift("is_fraud", "true", 0.5), "is_fraud");
    }

    private static void assertDrift(DriftInjection injection, String column) {
        assertThat(CHECK.compare(REFERENCE, injection.apply(CURRENT, REFERENCE, 1)))
                .as(injection.toString())
                .hasDriftOnlyIn(column);
    }

    @Test
    void a_failure_names_what_drifted() {
        Table shifted = DriftInjection.meanShift(0.4).on("age").apply(CURRENT, REFERENCE, 1);
        assertThatThrownBy(() -> assertThat(CHECK.compare(REFERENCE, shifted)).hasNoDrift())
                .hasMessage("""

                        Expecting no drift of 1000 current rows from 1000 at level 0.05, but
                         1 of 10 findings are drift:
                          age: Kolmogorov-Smirnov distance 0.141 reaches the critical 0.0774 of 1000 and 1000 values, p 0.0000000439, effect 0.141 above the floor of 0.02 (medians 41 and 45)""".replace("\n", System.lineSeparator()));
        assertThatThrownBy(() -> assertThat(CHECK.compare(REFERENCE, shifted)).hasDriftOnlyIn("amount"))
                .hasMessageContaining("Expecting drift in [amount] alone, but it is in [age]:")
                .hasMessageContaining("DRIFT age: Kolmogorov-Smirnov distance")
                .hasMessageContaining("NO_DRIFT amount: share of nulls");
    }

    @Test
    void no_current_rows_are_inconclusive_and_raise_no_alarm() {
        Table none = CURRENT.rows();
        Assertions.assertThat(CHECK.compare(REFERENCE, none).findings())
                .extracting(DriftFinding::outcome)
                .containsOnly(Outcome.INCONCLUSIVE);
        Assertions.assertThat(CHECK.detect(REFERENCE, none).isRaised()).isFalse();
        assertThatThrownBy(() -> assertThat(CHECK.withColumns("age").compare(REFERENCE, none))
                        .hasNoDrift())
                .hasMessage("""

                        Expecting no drift of 0 current rows from 1000 at level 0.05, but
                         2 of 2 are inconclusive; give more rows, or leave the columns out:
                          age: Kolmogorov-Smirnov distance of 1000 and 0 values cannot be judged: one side has no values
                          age: share of nulls of 1000 and 0 values cannot be judged: one side has no rows""".replace("\n", System.lineSeparator()));
    }

    @Test
    void the_level_is_of_all_columns_and_windows_together() {
        Table one = REFERENCE.select(List.of("age"));
        DriftFinding alone =
                CHECK.compare(one, CURRENT.select(List.of("age"))).findings().get(0);
        DriftFinding among = CHECK.compare(REFERENCE, CURRENT).findings().get(2);
        Assertions.assertThat(among.criticalValue()).isGreaterThan(alone.criticalValue());
        Assertions.assertThat(CHECK.withWindows(30)
                        .compare(REFERENCE, CURRENT)
                        .findings()
                        .get(2)
                        .criticalValue())
                .isGreaterThan(among.criticalValue());
        Assertions.assertThat(CHECK.withWindows(30))
                .hasToString(
                        "drift check by Kolmogorov-Smirnov distance, chi-square, unseen categories, share of nulls at level 0.05 of 30 windows");
    }

    @Test
    void columns_of_other_types_are_left_out_by_name_or_refused_when_asked_for() {
        TableBuilder builder = Table.builder()
                .column("at", ValueType.UNIX_TIMESTAMP)
                .column("tags", ValueType.STRING_LIST)
                .column("price", ValueType.DECIMAL);
        for (int row = 0; row < 100; row++) {
            builder.row(Instant.EPOCH.plusSeconds(row), List.of("a"), BigDecimal.valueOf(row, 2));
        }
        Table table = builder.build();
        DriftReport report = CHECK.compare(table, table);
        assertThat(report).hasNoDrift();
        Assertions.assertThat(report.leftOut()).containsExactly("at (UNIX_TIMESTAMP)", "tags (STRING_LIST)");
        assertThatThrownBy(() -> CHECK.withColumns("at").compare(table, table))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "Column 'at' is of type UNIX_TIMESTAMP in the reference and UNIX_TIMESTAMP in the current table: drift is judged of numbers, text and booleans, each against its like.");
        Table others = table.select(List.of("at", "tags"));
        assertThatThrownBy(() -> assertThat(CHECK.compare(others, others)).hasNoDrift())
                .hasMessageContaining(
                        "Expecting no drift, but no column was compared; left out: [at (UNIX_TIMESTAMP), tags (STRING_LIST)]");
    }

    @Test
    void a_missing_column_is_named() {
        Table without = CURRENT.select(List.of("amount", "country", "is_fraud"));
        assertThatThrownBy(() -> CHECK.compare(REFERENCE, without))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "Column 'age' is missing: the reference has [amount, age, country, is_fraud], the current table [amount, country, is_fraud]. Leave it out with withoutColumns, or mend the data.");
        assertThat(CHECK.withoutColumns("age").compare(REFERENCE, without)).hasNoDrift();
        assertThatThrownBy(() -> CHECK.withoutColumns("agee").compare(REFERENCE, without))
                .hasMessage(
                        "There are no columns [agee] to leave out; the reference has [amount, age, country, is_fraud].");
        assertThatThrownBy(() -> CHECK.withColumns("agee").compare(REFERENCE, without))
                .hasMessageStartingWith("Column 'agee' is missing: ");
    }

    @Test
    void numbers_of_another_width_are_compared_and_text_for_numbers_is_refused() {
        Table wide = Cell.replace(
                CURRENT, "age", Cell.column(ValueType.DOUBLE, 1_000, row -> Cell.number(CURRENT.column("age"), row)));
        assertThat(CHECK.compare(REFERENCE, wide)).hasNoDrift();
        Table text = Cell.replace(CURRENT, "age", Cell.column(ValueType.STRING, 1_000, row -> "40"));
        assertThatThrownBy(() -> CHECK.compare(REFERENCE, text))
                .hasMessageStartingWith(
                        "Column 'age' is of type INT32 in the reference and STRING in the current table: ");
    }

    @Test
    void a_column_without_values_on_both_sides_is_not_drift_but_one_that_lost_them_is() {
        Table empty = Cell.replace(REFERENCE, "amount", Cell.column(ValueType.DOUBLE, 1_000, row -> null));
        Assertions.assertThat(CHECK.detect(empty, empty).isRaised()).isFalse();
        Assertions.assertThat(CHECK.detect(REFERENCE, empty)).isEqualTo(DriftAlarm.in("amount"));
    }

    @Test
    void what_no_column_shows_alone_the_joint_test_finds() {
        Table reference = correlated(400, 1);
        Table rotated = DriftInjection.rotation("x", "y", 90).apply(correlated(400, 2), reference, 1);
        Table decoupled = DriftInjection.decoupling("x").apply(correlated(400, 2), reference, 1);
        assertThat(CHECK.compare(reference, rotated)).hasNoDrift();
        assertThat(CHECK.compare(reference, decoupled)).hasNoDrift();
        DriftCheck joint = CHECK.withJointTest();
        assertThat(joint.compare(reference, correlated(400, 2))).hasNoDrift();
        assertThat(joint.compare(reference, rotated)).hasDriftOnlyIn("x", "y");
        assertThat(joint.compare(reference, decoupled)).hasDriftOnlyIn("x", "y");
        assertThatThrownBy(() -> joint.withColumns("x").compare(reference, rotated))
                .hasMessage("The joint test needs two columns of numbers, but there are [x].");
        assertThat(DriftCheck.of(DriftTest.kolmogorovSmirnov()).withJointTest(60))
                .on(reference)
                .usingRows(150, 150)
                .usingTolerance(0.1)
                .falseAlarmRateAtMost(0.05)
                .powerAtLeast(0.8, DriftInjection.rotation("x", "y", 90));
    }

    private static Table correlated(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TableBuilder builder = Table.builder().column("x", ValueType.DOUBLE).column("y", ValueType.FLOAT);
        for (int row = 0; row < rows; row++) {
            double x = random.nextGaussian();
            builder.row(x, (float) (0.8 * x + 0.6 * random.nextGaussian()));
        }
        return builder.build();
    }

    @Test
    void what_an_assertion_on_data_may_fail_by_chance_is_published() {
        DoubleAdder published = new DoubleAdder();
        DoubleConsumer before = FalseAlarms.countWith(published::add);
        try {
            assertThat(CHECK.withLevel(0.01).compare(REFERENCE, CURRENT)).hasNoDrift();
        } finally {
            FalseAlarms.countWith(before);
        }
        Assertions.assertThat(published.sum()).isEqualTo(0.01);
    }

    @Test
    void reports_and_alarms_say_what_they_are() {
        Assertions.assertThat(Arrays.asList(DriftAlarm.none(), DriftAlarm.raised(), DriftAlarm.in("a", "b")))
                .hasToString("[no alarm, an alarm, an alarm in a, b]");
        Assertions.assertThat(DriftAlarm.in("a", "b"))
                .isEqualTo(DriftAlarm.in("b", "a"))
                .hasSameHashCodeAs(DriftAlarm.in("b", "a"));
        Assertions.assertThat(DriftAlarm.none()).isNotEqualTo(DriftAlarm.raised());
        Assertions.assertThat(DriftAlarm.in().isRaised()).isFalse();
        Assertions.assertThat(DriftDetector.whenever((reference, current) -> current.rowCount() > 5))
                .isInstanceOf(DriftDetector.class);
        Assertions.assertThat(CHECK.compare(REFERENCE, CURRENT)).hasNoDrift();
    }
}
