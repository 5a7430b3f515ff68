package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a model predicts. A prediction that is NaN fails everywhere.
 *
 * @param <T> the type of a row
 * @since 0.1.0
 */
public class PredictorAssert<T> extends AbstractAssert<PredictorAssert<T>, Predictor<T>> {

    /** Narrows the assertions on an object to these. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no type arguments
    public static final InstanceOfAssertFactory<Predictor, PredictorAssert<Object>> PREDICTOR =
            new InstanceOfAssertFactory<>(Predictor.class, predictor -> new PredictorAssert<Object>(predictor));

    private enum Direction {
        UP("rise", 1),
        DOWN("fall", -1);

        private final String words;
        private final int sign;

        Direction(String words, int sign) {
            this.words = words;
            this.sign = sign;
        }
    }

    private long ulps;

    /** Assert on this predictor. */
    public PredictorAssert(@Nullable Predictor<T> actual) {
        super(actual, PredictorAssert.class);
    }

    /** Allow this many floating-point numbers between two predictions that are to be equal; without, they are so bit by bit. */
    public PredictorAssert<T> usingUlps(long newUlps) {
        if (newUlps < 0) {
            throw new IllegalArgumentException("The distance must be at least 0 ulps, but is %s.".formatted(newUlps));
        }
        ulps = newUlps;
        return myself;
    }

    /**
     * Verify that another predictor, such as the model after a reload, predicts the same.
     *
     * <pre>{@code
     * assertThat(Predictor.of(model::predict)).predictsLike(reloaded::predict, rows); // passes
     * assertThat(Predictor.of(model::predict)).predictsLike(modelOfYesterday::predict, rows); // fails
     * }</pre>
     */
    public PredictorAssert<T> predictsLike(Predictor<T> other, Collection<? extends T> rows) {
        List<T> list = require(rows, 1);
        double[] here = Predictions.of(actual, list, "predictor");
        double[] there = Predictions.of(other, list, "other predictor");
        return none(
                "the two predictors to predict the same",
                Predictions.unequal(here, there, ulps, "%s here, %s there"),
                list);
    }

    /**
     * Verify that it predicts for a row alone what it does for that row among others.
     *
     * <pre>{@code
     * assertThat(Predictor.of(model::predict)).predictsSinglyAsInBatch(rows); // passes
     * assertThat(Predictor.of(rows -> scaledByTheirMaximum(rows))).predictsSinglyAsInBatch(rows); // fails
     * }</pre>
     *
     * @param rows at least two
     */
    public PredictorAssert<T> predictsSinglyAsInBatch(Collection<? extends T> rows) {
        List<T> list = require(rows, 2);
        double[] batch = Predictions.of(actual, list, "predictor");
        double[] single = Predictions.singly(actual, list);
        return none(
                "the same predictions alone and in a batch",
                Predictions.unequal(single, batch, ulps, "%s alone, %s in the batch"),
                list);
    }

    /**
     * Verify that a change of the rows does not change what is predicted.
     *
     * <pre>{@code
     * assertThat(model).isInvariantUnder("another id", row -> row.withId(7), rows); // passes
     * assertThat(model).isInvariantUnder("twice the amount", row -> row.withAmount(2 * row.amount()), rows); // fails
     * }</pre>
     *
     * @param description the change in words, for the message
     * @param change gives the changed row; it must change at least one
     */
    public PredictorAssert<T> isInvariantUnder(
            String description, UnaryOperator<T> change, Collection<? extends T> rows) {
        List<T> list = require(rows, 1);
        List<T> changed = changed(description, change, list);
        double[] before = Predictions.of(actual, list, "predictor");
        double[] after = Predictions.of(actual, changed, "predictor");
        return none(
                "the same predictions with %s".formatted(description),
                Predictions.unequal(before, after, ulps, "%s before, %s after"),
                list);
    }

    /**
     * Verify that a change of the rows makes no prediction fall and at least one rise.
     *
     * <pre>{@code
     * assertThat(model).risesUnder("more failed logins", row -> row.withFailedLogins(9), rows); // passes
     * assertThat(constantModel).risesUnder("more failed logins", row -> row.withFailedLogins(9), rows); // fails
     * }</pre>
     */
    public PredictorAssert<T> risesUnder(String description, UnaryOperator<T> change, Collection<? extends T> rows) {
        return moves(Direction.UP, description, change, rows);
    }

    /**
     * Verify that a change of the rows makes no prediction rise and at least one fall.
     *
     * <pre>{@code
     * assertThat(model).fallsUnder("an older account", row -> row.withAge(9_000), rows); // passes
     * assertThat(constantModel).fallsUnder("an older account", row -> row.withAge(9_000), rows); // fails
     * }</pre>
     */
    public PredictorAssert<T> fallsUnder(String description, UnaryOperator<T> change, Collection<? extends T> rows) {
        return moves(Direction.DOWN, description, change, rows);
    }

    private PredictorAssert<T> moves(
            Direction direction, String description, UnaryOperator<T> change, Collection<? extends T> rows) {
        List<T> list = require(rows, 1);
        List<T> changed = changed(description, change, list);
        double[] before = Predictions.of(actual, list, "predictor");
        double[] after = Predictions.of(actual, changed, "predictor");
        List<String> offenders = new ArrayList<>();
        int moved = 0;
        for (int i = 0; i < before.length; i++) {
            double step = direction.sign * Double.compare(after[i], before[i]);
            boolean within =
                    Predictions.distance(before[i], after[i]) >= 0 && Predictions.distance(before[i], after[i]) <= ulps;
            if (Double.isNaN(before[i]) || Double.isNaN(after[i]) || (step < 0 && !within)) {
                offenders.add("row %s: %s before, %s after".formatted(i + 1, before[i], after[i]));
            }
            moved += step > 0 && !within ? 1 : 0;
        }
        String what = "predictions that %s with %s".formatted(direction.words, description);
        none(what, offenders, list);
        if (moved == 0) {
            failWithMessage(
                    "%nExpecting %s, but those of all %s stay as they are", what, Words.count(list.size(), "row"));
        }
        return myself;
    }

    private List<T> changed(String description, UnaryOperator<T> change, List<T> rows) {
        List<T> changed = new ArrayList<>();
        rows.forEach(row -> changed.add(change.apply(row)));
        if (Objects.equals(changed, rows)) {
            throw new IllegalArgumentException("The change '%s' leaves all %s as they are: it would show nothing."
                    .formatted(description, Words.count(rows.size(), "row")));
        }
        return changed;
    }

    private List<T> require(Collection<? extends T> rows, int least) {
        isNotNull();
        if (rows.size() < least) {
            throw new IllegalArgumentException("There must be at least %s to predict, but there are %s."
                    .formatted(Words.count(least, "row"), rows.size()));
        }
        return new ArrayList<>(rows);
    }

    private PredictorAssert<T> none(String what, List<String> offenders, List<T> rows) {
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s, but that fails for %s of %s:%n%s",
                    what, offenders.size(), Words.count(rows.size(), "row"), Lines.of(offenders));
        }
        return myself;
    }
}
