package io.mmp.test.load;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on load.
 *
 * @since 0.1.0
 */
public final class LoadAssertions {

    private LoadAssertions() {}

    /** Start assertions on what became of the requests of a run. */
    public static LoadAssert assertThat(@Nullable LoadResult actual) {
        return new LoadAssert(actual);
    }
}
