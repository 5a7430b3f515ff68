package io.mmp.test.measure;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on measurements.
 *
 * @since 0.1.0
 */
public final class MeasureAssertions {

    private MeasureAssertions() {}

    /** Start assertions on what the rounds of a piece of work took. */
    public static MeasurementAssert assertThat(@Nullable Measurement actual) {
        return new MeasurementAssert(actual);
    }

    /** Start assertions on two pieces of work that were measured in turns. */
    public static PairedMeasurementAssert assertThat(@Nullable PairedMeasurement actual) {
        return new PairedMeasurementAssert(actual);
    }
}
