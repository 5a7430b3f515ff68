package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class PredictorAssertTests {

    private record Row(int id, double amount) {

        Row withId(int newId) {
            return new Row(newId, amount);
        }

        Row plus(double more) {
            return new Row(id, amount + more);
        }
    }

    private static final List<Row> ROWS = List.of(new Row(1, 2), new Row(2, 0.5), new Row(3, -1));
    private static final Predictor<Row> LINEAR = Predictor.ofSingle(row -> 0.25 * row.amount());
    private static final Predictor<Row> CONSTANT = Predictor.ofSingle(row -> 0.5);
    private static final Predictor<Row> NAN = Predictor.ofSingle(row -> row.id() == 2 ? Double.NaN : 1 + row.amount());

    /** Predicts something else in other company. */
    private static final Predictor<Row> RELATIVE = rows -> {
        double highest = rows.stream().mapToDouble(Row::amount).max().orElse(1);
        return rows.stream().mapToDouble(row -> row.amount() / highest).toArray();
    };

    @Test
    void a_sound_predictor_passes() {
        assertThat(LINEAR)
                .predictsLike(Predictor.ofSingle(row -> row.amount() / 4), ROWS)
                .predictsSinglyAsInBatch(ROWS)
                .isInvariantUnder("another id", row -> row.withId(7), ROWS)
                .risesUnder("a higher amount", row -> row.plus(1), ROWS)
                .fallsUnder("a lower amount", row -> row.plus(-1), ROWS);
    }

    @Test
    void predictions_that_differ_after_a_reload_are_named() {
        Predictor<Row> rounded = Predictor.ofSingle(row -> row.id() == 1 ? Math.nextUp(0.5) : 0.25 * row.amount());

        assertThatThrownBy(() -> assertThat(LINEAR).as("reload").predictsLike(rounded, ROWS))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [reload]\s
                        Expecting the two predictors to predict the same, but that fails for 1 of 3 rows:
                          row 1: 0.5 here, 0.5000000000000001 there (1 ulp)""");
        assertThat(LINEAR).usingUlps(1).predictsLike(rounded, ROWS);
        assertThatThrownBy(() -> assertThat(NAN).predictsLike(NAN, ROWS))
                .hasMessageEndingWith("\n  row 2: NaN here, NaN there");
        assertThatThrownBy(() -> assertThat(Predictor.of((List<Row> rows) -> new double[] {0.0}))
                        .predictsLike(rows -> new double[] {-0.0}, ROWS.subList(0, 1)))
                .hasMessageEndingWith("\n  row 1: 0.0 here, -0.0 there (1 ulp)");
    }

    @Test
    void ulps_are_counted_across_zero_and_to_infinity() {
        Assertions.assertThat(Predictions.distance(1, Math.nextUp(1.0))).isEqualTo(1);
        Assertions.assertThat(Predictions.distance(-Double.MIN_VALUE, Double.MIN_VALUE))
                .isEqualTo(3);
        Assertions.assertThat(Predictions.distance(Double.MAX_VALUE, Double.POSITIVE_INFINITY))
                .isEqualTo(1);
        Assertions.assertThat(Predictions.distance(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isNegative();
        Assertions.assertThat(Predictions.distance(-2, -2)).isZero();
    }

    @Test
    void a_batch_that_changes_its_rows_is_found() {
        assertThatThrownBy(() -> assertThat(RELATIVE).predictsSinglyAsInBatch(ROWS))
                .hasMessage("""

                        Expecting the same predictions alone and in a batch, but that fails for 2 of 3 rows:
                          row 2: 1.0 alone, 0.25 in the batch (far apart)
                          row 3: 1.0 alone, -0.5 in the batch (far apart)""");
    }

    @Test
    void a_change_that_matters_is_found() {
        assertThatThrownBy(() ->
                        assertThat(LINEAR).isInvariantUnder("a higher amount", row -> row.plus(4), ROWS.subList(0, 1)))
                .hasMessage("""

                        Expecting the same predictions with a higher amount, but that fails for 1 of 1 row:
                          row 1: 0.5 before, 1.5 after (far apart)""");
    }

    @Test
    void the_wrong_direction_and_none_are_found() {
        assertThatThrownBy(
                        () -> assertThat(LINEAR).risesUnder("a lower amount", row -> row.plus(-2), ROWS.subList(0, 1)))
                .hasMessage("""

                        Expecting predictions that rise with a lower amount, but that fails for 1 of 1 row:
                          row 1: 0.5 before, 0.0 after""");
        assertThatThrownBy(() -> assertThat(CONSTANT).fallsUnder("a lower amount", row -> row.plus(-2), ROWS))
                .hasMessage(
                        "\nExpecting predictions that fall with a lower amount, but those of all 3 rows stay as they are");
        assertThatThrownBy(() -> assertThat(NAN).risesUnder("a higher amount", row -> row.plus(1), ROWS))
                .hasMessageEndingWith("\n  row 2: NaN before, NaN after");
    }

    @Test
    void what_shows_nothing_is_refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(LINEAR).predictsLike(LINEAR, List.of()))
                .withMessage("There must be at least 1 row to predict, but there are 0.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(LINEAR).predictsSinglyAsInBatch(ROWS.subList(0, 1)))
                .withMessage("There must be at least 2 rows to predict, but there are 1.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(LINEAR).isInvariantUnder("nothing", row -> row, ROWS))
                .withMessage("The change 'nothing' leaves all 3 rows as they are: it would show nothing.");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(LINEAR).usingUlps(-1))
                .withMessage("The distance must be at least 0 ulps, but is -1.");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> assertThat(LINEAR).predictsLike(rows -> new double[1], ROWS))
                .withMessage("The other predictor gave 1 prediction for 3 rows.");
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> assertThat(Predictor.<Row>of(rows -> {
                            throw new IOException("gone");
                        }))
                        .predictsSinglyAsInBatch(ROWS))
                .withMessage("The predictor failed on 3 rows: java.io.IOException: gone");
    }

    @Test
    void they_are_assertions_as_those_of_assertj() {
        SoftAssertions softly = new SoftAssertions();
        PredictorAssert<Row> soft = softly.proxy(PredictorAssert.class, Predictor.class, CONSTANT);
        soft.risesUnder("a higher amount", row -> row.plus(1), ROWS)
                .fallsUnder("a lower amount", row -> row.plus(-1), ROWS);

        Assertions.assertThat(softly.assertionErrorsCollected()).hasSize(2);
        Assertions.assertThat((Object) Predictor.ofSingle(row -> 1))
                .asInstanceOf(PredictorAssert.PREDICTOR)
                .predictsSinglyAsInBatch(List.of(1, 2));
    }
}
