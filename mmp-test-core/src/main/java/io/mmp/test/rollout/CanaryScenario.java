package io.mmp.test.rollout;

import java.util.random.RandomGenerator;

/**
 * A way in which a canary behaves beside the stable version, from which observations are drawn to find out how often a judge errs.
 *
 * <pre>{@code
 * SimulatedRequests requests = SimulatedRequests.of(1_000);
 * CanaryScenario errors = CanaryScenario.of("five times the errors", requests, requests.withErrorRate(0.05));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class CanaryScenario {

    /** The observations of both arms. */
    record Observed(ArmData stable, ArmData canary) {}

    private final String name;
    private final ArmBehaviour stable;
    private final ArmBehaviour canary;

    private CanaryScenario(String name, ArmBehaviour stable, ArmBehaviour canary) {
        this.name = name;
        this.stable = stable;
        this.canary = canary;
    }

    /**
     * Say how both arms behave.
     *
     * @param name what messages call it, such as "five times the errors"
     */
    public static CanaryScenario of(String name, ArmBehaviour stable, ArmBehaviour canary) {
        return new CanaryScenario(name, stable, canary);
    }

    /** Draw the observations of both arms. */
    Observed draw(RandomGenerator random) {
        return new Observed(stable.observe("stable", random), canary.observe("canary", random));
    }

    /** Return its name. */
    public String name() {
        return name;
    }

    /** Return its name. */
    @Override
    public String toString() {
        return "scenario '%s'".formatted(name);
    }
}
