package io.mmp.test.examples.budget;

import static io.mmp.test.measure.MeasureAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.measure.MeasuredThreads;
import io.mmp.test.measure.Measurement;
import io.mmp.test.measure.Rounds;
import io.mmp.test.measure.TimeBudget;
import io.mmp.test.profile.Profile;
import io.mmp.test.profile.ProfileException;
import io.mmp.test.profile.WithProfile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** A pipeline in its budget of time and memory, and one that keeps all rows. */
@WithProfile(value = "local", settings = PipelineTests.Settings.class)
@TimeBudget(profile = "local", value = 3)
@TimeBudget(profile = "dev", value = 5)
class PipelineTests {

    record Settings(int rows, Duration roundLimit, int allocatedMebibytes) {}

    private static final Rounds ROUNDS = Rounds.of(5).withWarmUp(1).withThreads(MeasuredThreads.CALLING);

    @Test
    void the_pipeline_keeps_time_and_memory(Settings settings) {
        Measurement pipeline =
                ROUNDS.run("pipeline", () -> amounts(settings.rows()).average().orElseThrow());

        assertThat(pipeline)
                .hasWallTimeAtMost(settings.roundLimit())
                .hasAllocatedAtMost((long) settings.allocatedMebibytes() << 20);
    }

    @Test
    @WithProfile("dev")
    void a_million_rows_take_no_more_memory(Settings settings) {
        the_pipeline_keeps_time_and_memory(settings);
    }

    @Test
    @WithProfile(set = "rows = 200_000")
    void a_pipeline_that_keeps_all_rows_does_not(Settings settings) {
        Measurement hoarding = ROUNDS.run("hoarding", () -> {
            List<Double> all = amounts(settings.rows()).boxed().toList();
            assertThat(all).hasSize(settings.rows());
        });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(hoarding).hasAllocatedAtMost((long) settings.allocatedMebibytes() << 20))
                .withMessageContaining("p50 of 5 allocations is ")
                .withMessageContaining("with 95 % confidence: above 1 MiB.");
    }

    @Test
    void a_misspelt_setting_is_named(Profile profile) {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> profile.with("row", "10").settings(Settings.class))
                .withMessageEndingWith("override of 'row': nothing is called 'row'. Did you mean 'rows'?");
    }

    private static DoubleStream amounts(int rows) {
        Random random = new Random(42);
        return DoubleStream.generate(() -> Math.exp(random.nextGaussian())).limit(rows);
    }
}
