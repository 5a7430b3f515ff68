package io.mmp.test.feast.history;

/** Compares a training set with the right values of one source, where both are. */
sealed interface TrainingCheck permits EngineCheck, LocalCheck {

    EngineSource source();

    /** Return how many training rows are judged. */
    long judged();

    /** Return how many entities are judged, if a sample of them is. */
    long judgedEntities();

    /** Tell whether the source knows the entity of any training row. */
    boolean knowsAny();

    EngineFindings find();
}
