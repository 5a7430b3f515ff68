package io.mmp.test.measure;

import io.mmp.test.lock.LockFile;
import io.mmp.test.lock.LockRequest;
import io.mmp.test.lock.MachineDirectory;
import io.mmp.test.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * A file with earlier measurements to compare with, each of the machine that it was made on.
 *
 * <pre>{@code
 * assertThat(training).isNoSlowerThan(Baseline.at(Path.of("src/test/baselines/training.json")).withTolerance(0.2));
 * }</pre>
 *
 * <p>Run the tests once with {@code -Dmmp.measure.baseline=update} to write it, and again when it is to change; measurements of other names
 * and other machines stay in it. What a machine is: the model and number of its CPUs, its memory, the operating system, the JVM with its feature release, garbage
 * collector, and the flags and agents that change speed. A measurement of one that the file does not know is not compared.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Baseline {

    static final String PROPERTY = "mmp.measure.baseline";

    private static final double DEFAULT_TOLERANCE = 0.1;
    private static final int QUANTITIES = 3;

    private final Path file;
    private final double tolerance;
    private final UnknownMachine unknownMachine;
    private final Machine machine;

    private Baseline(Path file, double tolerance, UnknownMachine unknownMachine, Machine machine) {
        this.file = file;
        this.tolerance = tolerance;
        this.unknownMachine = unknownMachine;
        this.machine = machine;
    }

    /** Use a file with a tolerance of 10 %; a machine that it does not know fails. It need not be there before it is written. */
    public static Baseline at(Path file) {
        return new Baseline(file, DEFAULT_TOLERANCE, UnknownMachine.FAILS, Machine.here());
    }

    /** Return a copy that allows this much more than the baseline has, such as 0.2 for 20 %. */
    public Baseline withTolerance(double newTolerance) {
        if (!(newTolerance >= 0 && Double.isFinite(newTolerance))) {
            throw new MeasureException("The tolerance must be a number from 0 on, such as 0.1 for 10 %%, but is %s."
                    .formatted(newTolerance));
        }
        return new Baseline(file, newTolerance, unknownMachine, machine);
    }

    /** Return a copy that does this with a measurement of a machine that the file does not know. */
    public Baseline withUnknownMachine(UnknownMachine newUnknownMachine) {
        return new Baseline(file, tolerance, newUnknownMachine, machine);
    }

    Baseline withMachine(Machine newMachine) {
        return new Baseline(file, tolerance, unknownMachine, newMachine);
    }

    /**
     * Write a measurement into the file, as the one of its name on this machine; the others stay.
     *
     * @throws MeasureException if it has no round, or the file is damaged or cannot be written
     */
    public void record(Measurement measurement) {
        if (measurement.rounds().isEmpty()) {
            throw new MeasureException("A baseline cannot be recorded: %s.".formatted(measurement));
        }
        LockFile lock = LockFile.acquire(LockRequest.of(lockFile()).withPurpose("baseline " + file));
        try {
            BaselineFile before =
                    Files.exists(file) ? BaselineFile.read(file) : new BaselineFile(file, new LinkedHashMap<>());
            before.with(machine, measurement.name(), Recorded.of(measurement)).write();
        } finally {
            lock.close();
        }
    }

    /** One for all baselines of a machine: a lock file is never deleted, and one beside each baseline would lie in the sources for ever. */
    private static Path lockFile() {
        return MachineDirectory.temp().resolve("mmp-baselines.lock");
    }

    /**
     * What a comparison has shown.
     *
     * @param verdict the judgement, if there was something to judge
     * @param reason why there was not, if that is a failure
     */
    record Judgement(Optional<Verdict> verdict, Optional<String> reason) {

        private static final Judgement RECORDED = new Judgement(Optional.empty(), Optional.empty());
    }

    Judgement judge(Measurement measurement, double confidence) {
        if (isToBeUpdated()) {
            record(measurement);
            return Judgement.RECORDED;
        }
        if (!Files.exists(file)) {
            throw new MeasureException(
                    "The baseline %s does not exist. Write it with -D%s=update.".formatted(file, PROPERTY));
        }
        BaselineFile baseline = BaselineFile.read(file);
        Map<String, Recorded> known = baseline.machines().get(machine);
        if (known == null) {
            return unknown(baseline, measurement);
        }
        Recorded recorded = known.get(measurement.name());
        if (recorded == null) {
            throw new MeasureException(
                    "The baseline %s has no measurement '%s' of this machine; it has %s. Write it with -D%s=update."
                            .formatted(file, measurement.name(), String.join(", ", known.keySet()), PROPERTY));
        }
        if (recorded.threads() != measurement.threads()) {
            throw new MeasureException(
                    "The baseline %s has a measurement '%s' of threads %s, but this one is of threads %s. Measure the same, or write it again with -D%s=update."
                            .formatted(file, measurement.name(), recorded.threads(), measurement.threads(), PROPERTY));
        }
        return new Judgement(Optional.of(compare(measurement, recorded, confidence)), Optional.empty());
    }

    private static boolean isToBeUpdated() {
        String value = System.getProperty(PROPERTY, "");
        if (!value.isEmpty() && !value.equals("update")) {
            throw new MeasureException("%s is update or nothing, but is '%s'.".formatted(PROPERTY, value));
        }
        return !value.isEmpty();
    }

    private Judgement unknown(BaselineFile baseline, Measurement measurement) {
        if (unknownMachine == UnknownMachine.IS_RECORDED) {
            record(measurement);
            return Judgement.RECORDED;
        }
        String nearest = baseline.machines().keySet().stream()
                .map(machine::differencesFrom)
                .min(Comparator.comparingInt(List::size))
                .map(differences -> "does not know this machine: %s.".formatted(String.join(", ", differences)))
                .orElse("knows no machine.");
        String reason =
                "The baseline %s %s '%s' was not compared. Write that of this machine with -D%s=update, or say so by withUnknownMachine."
                        .formatted(file, nearest, measurement.name(), PROPERTY);
        if (unknownMachine == UnknownMachine.IS_SKIPPED) {
            throw new TestAbortedException(reason);
        }
        return new Judgement(Optional.empty(), Optional.of(reason));
    }

    /** Judge three quantities, which share the error. */
    private Verdict compare(Measurement measurement, Recorded recorded, double confidence) {
        double each = 1 - (1 - confidence) / QUANTITIES;
        // What only the steps of the counter add is no regression.
        double step = recorded.threads() == MeasuredThreads.ALL ? Figures.millis(JvmMeter.CPU_STEP) : 0;
        return Verdict.all(
                Busy.judge(measurement, quantity -> claim(measurement, recorded, quantity, 0, each)),
                claim(measurement, recorded, Quantity.CPU, step, each),
                claim(measurement, recorded, Quantity.ALLOCATED, 0, each));
    }

    private Verdict claim(
            Measurement measurement, Recorded recorded, Quantity quantity, double step, double confidence) {
        return quantity.sample(measurement)
                .against(recorded.sample(quantity))
                .locations()
                .withConfidence(confidence)
                .isAtMost(tolerance * recorded.median(quantity) + step);
    }
}
