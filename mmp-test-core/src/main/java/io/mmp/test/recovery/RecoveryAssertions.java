package io.mmp.test.recovery;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on recoveries and on what is left of data.
 *
 * @since 0.1.0
 */
public final class RecoveryAssertions {

    private RecoveryAssertions() {}

    /** Start assertions on one outage. */
    public static RecoveryResultAssert assertThat(@Nullable RecoveryResult actual) {
        return new RecoveryResultAssert(actual);
    }

    /** Start assertions on several outages. */
    public static RecoveryTimesAssert assertThat(@Nullable RecoveryTimes actual) {
        return new RecoveryTimesAssert(actual);
    }

    /** Start assertions on the content of a store. */
    public static ContentDigestAssert assertThat(@Nullable ContentDigest actual) {
        return new ContentDigestAssert(actual);
    }
}
