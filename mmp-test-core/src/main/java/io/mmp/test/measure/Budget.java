package io.mmp.test.measure;

import io.mmp.test.profile.Profile;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a piece of work may take, by profile.
 *
 * <pre>{@code
 * static final Budget PIPELINE = Budget.of("local", Duration.ofMinutes(3)).with("dev", Duration.ofMinutes(5));
 *
 * assertThat(pipeline).hasWallTimeAtMost(PIPELINE.in(Profile.active()));
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @see TimeBudget
 * @since 0.1.0
 */
public final class Budget {

    static final Budget NONE = new Budget(Map.of());

    private final Map<String, Duration> limits;

    private Budget(Map<String, Duration> limits) {
        this.limits = limits;
    }

    /** Allow this much in a profile, and nothing yet in others. */
    public static Budget of(String profile, Duration limit) {
        return NONE.with(profile, limit);
    }

    /** Return a copy that allows this much in one more profile. */
    public Budget with(String profile, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new MeasureException(
                    "The budget of the profile '%s' must be above 0, but is %s.".formatted(profile, limit));
        }
        String name = Profile.of(profile).name();
        Map<String, Duration> more = new TreeMap<>(limits);
        if (more.put(name, limit) != null) {
            throw new MeasureException("The profile '%s' has a budget already. Keep one.".formatted(name));
        }
        return new Budget(more);
    }

    /**
     * Return what is allowed in a profile.
     *
     * @throws MeasureException if the budget does not know it
     */
    public Duration in(Profile profile) {
        Duration limit = limits.get(profile.name());
        if (limit == null) {
            throw new MeasureException(
                    "There is no budget for the profile '%s', but for %s. Add one, or select another profile by APP_ENV or mmp.profile."
                            .formatted(profile.name(), String.join(", ", limits.keySet())));
        }
        return limit;
    }

    /** Return all of it, such as {@code {dev=PT5M, local=PT3M}}. */
    @Override
    public String toString() {
        return limits.toString();
    }
}
