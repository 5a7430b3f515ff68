package io.mmp.test.drift;

import org.jspecify.annotations.Nullable;

/**
 * Offers the assertions on drift, for a static import.
 *
 * <p>All overloads are called {@code assertThat}, so that they mix with AssertJ's own.
 *
 * @since 0.1.0
 */
public final class DriftAssertions {

    private DriftAssertions() {}

    /** Assert on how often a detector errs, such as the one of the system under test. */
    public static DriftDetectorAssert assertThat(@Nullable DriftDetector detector) {
        return new DriftDetectorAssert(detector);
    }

    /** Assert on what a check says of a table. */
    public static DriftReportAssert assertThat(@Nullable DriftReport report) {
        return new DriftReportAssert(report);
    }
}
