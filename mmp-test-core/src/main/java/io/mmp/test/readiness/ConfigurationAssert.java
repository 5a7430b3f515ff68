package io.mmp.test.readiness;

import io.mmp.test.text.Words;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the settings that a service is deployed with.
 *
 * @since 0.1.0
 */
public class ConfigurationAssert extends AbstractAssert<ConfigurationAssert, Configuration> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<Configuration, ConfigurationAssert> CONFIGURATION =
            new InstanceOfAssertFactory<>(Configuration.class, ConfigurationAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link ReadinessAssertions#assertThat(Configuration)}. */
    public ConfigurationAssert(@Nullable Configuration actual) {
        super(actual, ConfigurationAssert.class);
    }

    /**
     * Verify that all that a spec asks for is so. All violations are listed, with what was found, what is expected and the remedy; a spec by which nothing is judged fails.
     *
     * <pre>{@code
     * assertThat(Configuration.ofEnvironmentFile(env)).meets(ReadinessSpec.requiring("LOG_LEVEL", SettingRule.oneOf("INFO"))); // passes if it has LOG_LEVEL=INFO
     * assertThat(Configuration.ofEnvironmentFile(env)).meets(ReadinessSpec.requiring("LOG_LEVEL", SettingRule.oneOf("INFO"))); // fails if it has LOG_LEVEL=DEBUG
     * }</pre>
     */
    public ConfigurationAssert meets(ReadinessSpec spec) {
        isNotNull();
        ReadinessJudgement judgement = ReadinessJudgement.of(actual, spec);
        if (!judgement.violations().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to be ready, but there %s:%s",
                    actual,
                    (judgement.violations().size() == 1 ? "is " : "are ")
                            + Words.count(judgement.violations().size(), "violation"),
                    Listing.of(judgement.violations()));
        }
        if (judgement.judged() == 0) {
            failWithMessage(
                    "%nExpecting %s to be ready, but the spec checks nothing in it: require at least one setting.",
                    actual);
        }
        return myself;
    }
}
