package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AssertProvider;

/**
 * A training that was run several times, to see whether it gives the same model again.
 *
 * <pre>{@code
 * assertThat(RepeatedTraining.repeat(3, () -> TrainedModel.of("fraud.txt", train()).withMetric("auc", auc())))
 *         .isReproducible();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RepeatedTraining implements AssertProvider<RepeatedTrainingAssert> {

    private final List<TrainedModel> models;

    private RepeatedTraining(List<TrainedModel> models) {
        this.models = List.copyOf(models);
    }

    /**
     * Run a training several times, one after the other.
     *
     * @param times how often, at least twice
     * @throws TrainingException if one of them fails; the message says which
     */
    public static RepeatedTraining repeat(int times, Training training) {
        if (times < 2) {
            throw new IllegalArgumentException(
                    "A training that is run %s says nothing of another: repeat it at least 2 times."
                            .formatted(Words.count(times, "time")));
        }
        List<TrainedModel> models = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            models.add(run(i, times, training));
        }
        return new RepeatedTraining(models);
    }

    /** Compare trainings that were run elsewhere, such as in two processes: at least two. */
    public static RepeatedTraining of(List<TrainedModel> models) {
        if (models.size() < 2) {
            throw new IllegalArgumentException("%s cannot be compared: there must be at least 2."
                    .formatted(Words.count(models.size(), "training")));
        }
        return new RepeatedTraining(models);
    }

    private static TrainedModel run(int number, int times, Training training) {
        TrainedModel model;
        try {
            model = training.train();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("Training %s of %s was interrupted.".formatted(number, times), e);
        } catch (Exception e) {
            throw new TrainingException("Training %s of %s failed: %s".formatted(number, times, e), e);
        }
        if (model == null) {
            throw new TrainingException("Training %s of %s gave no model, but null.".formatted(number, times));
        }
        return model;
    }

    /** Return what each gave, in their order. */
    public List<TrainedModel> models() {
        return models;
    }

    /** Return the assertions on it. */
    @Override
    public RepeatedTrainingAssert assertThat() {
        return new RepeatedTrainingAssert(this);
    }

    /** Return how many there are, and of what. */
    @Override
    public String toString() {
        return "%s trainings of %s".formatted(models.size(), models.get(0).model());
    }
}
