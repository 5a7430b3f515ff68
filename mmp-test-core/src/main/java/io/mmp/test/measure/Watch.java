package io.mmp.test.measure;

import io.mmp.test.profile.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A budget that is being spent.
 *
 * @param name what spends it
 * @param profile the profile that allows it
 * @param limit how long it may take
 * @param start when it began, in nanoseconds
 * @param cpus what the CPUs had done then
 * @param own what this JVM and its processes had computed then
 */
record Watch(String name, Profile profile, Duration limit, long start, CpuReading cpus, OwnCpu own) {

    private static final Path ROOT = Path.of("/");

    /**
     * What was spent.
     *
     * @param wall how long it took
     * @param failure what to say of that, if it is too long
     */
    record Reading(Duration wall, Optional<String> failure) {}

    static Watch start(String name, Profile profile, Duration limit) {
        return new Watch(name, profile, limit, System.nanoTime(), CpuReading.below(ROOT), OwnCpu.read());
    }

    Reading read() {
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        OwnCpu computed = OwnCpu.read().since(own);
        return judge(wall, computed.jvm(), CpuReading.between(cpus, CpuReading.below(ROOT), wall, computed.all()));
    }

    Reading judge(Duration wall, Duration computed, CpuPressure pressure) {
        if (wall.compareTo(limit) <= 0) {
            return new Reading(wall, Optional.empty());
        }
        String sentence = "%s took %s, above the %s that the profile '%s' allows."
                .formatted(name, Figures.print(wall), Figures.print(limit), profile);
        Duration undisturbed = pressure.undisturbed(wall, Duration.ZERO, computed);
        return new Reading(
                wall,
                Optional.of(
                        pressure.isHigh() && undisturbed.compareTo(limit) <= 0
                                ? "Inconclusive: %s But the machine was busy: %s. Without that it would have taken from %s to %s. Repeat it on a quiet machine."
                                        .formatted(sentence, pressure, Figures.print(undisturbed), Figures.print(wall))
                                : sentence));
    }
}
