package io.mmp.test.rollout;

import java.util.OptionalLong;

/**
 * What the observations say of one metric.
 *
 * @param metric its name
 * @param outcome what they say
 * @param criticality what follows where it is worse
 * @param settledBy how many values, or requests, of the canary would settle it if all went on as it is; empty if it is settled, missing, or not
 *     settled by a number that can be computed
 * @param sentence all of this in sentences
 * @since 0.1.0
 */
public record MetricJudgement(
        String metric, Outcome outcome, Criticality criticality, OptionalLong settledBy, String sentence) {

    /** What the observations say. */
    public enum Outcome {
        /** It is worse than chance explains, and in what was observed by more than is tolerated. */
        WORSE,
        /** It is not worse by more than is tolerated. */
        NOT_WORSE,
        /** The observations are too few to tell. */
        OPEN,
        /** There is nothing observed in one of the arms. */
        MISSING
    }
}
