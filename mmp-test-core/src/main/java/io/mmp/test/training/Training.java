package io.mmp.test.training;

/**
 * Trains a model, and can be run again.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Training {

    /**
     * Train from the start: what an earlier training left must not be used.
     *
     * @throws Exception if it fails
     */
    TrainedModel train() throws Exception;
}
