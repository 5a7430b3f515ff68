package io.mmp.test.examples.platform.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The system under test: a logistic regression by stochastic gradient descent that may run on a spot instance. On SIGTERM it ends its round, writes a checkpoint
 * and leaves; without it goes back to the last periodic one. Its {@link Flaw}s are there to be found.
 */
final class SpotTraining {

    static final int ROUNDS = 150;
    static final int INTERVAL = 20;

    private static final int ROWS = 10_000;
    private static final int FEATURES = 8;
    private static final double RATE = 0.05;

    /** What such trainings do wrong. */
    enum Flaw {
        /** It starts the random numbers anew when it resumes. */
        FORGETS_RANDOM_STATE,
        /** It goes on when it is told to leave, and has no periodic checkpoint either. */
        IGNORES_SIGTERM,
        /** It writes its checkpoint where the last one is. */
        WRITES_IN_PLACE,
        /** No flaw, but time for a test: it waits in the middle of the checkpoint of round 40, unless it has resumed. */
        WAITS_IN_CHECKPOINT
    }

    private final Path directory;
    private final Set<Flaw> flaws;
    private final Consumer<String> progress;
    private final double[][] rows;
    private final boolean[] labels;
    private boolean resumed;
    private volatile boolean told;

    private SpotTraining(Path directory, Set<Flaw> flaws, Consumer<String> progress) {
        this.directory = directory;
        this.flaws = flaws;
        this.progress = progress;
        rows = new double[ROWS][FEATURES];
        labels = new boolean[ROWS];
        Random data = new Random(7);
        for (int row = 0; row < ROWS; row++) {
            Arrays.setAll(rows[row], feature -> data.nextGaussian());
            labels[row] = rows[row][0] - rows[row][1] + 0.5 * data.nextGaussian() > 0;
        }
    }

    /** Train in this JVM, without any interruption, and return the model's file. */
    static Path uninterrupted(Path directory) throws IOException {
        new SpotTraining(directory, EnumSet.noneOf(Flaw.class), line -> {}).train();
        return model(directory);
    }

    /** Describe a process that trains in this directory. */
    static ProcessBuilder process(Path directory, Flaw... flaws) {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                SpotTraining.class.getName(),
                                directory.toString()),
                        Arrays.stream(flaws).map(Flaw::name))
                .toList();
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("CLASSPATH", classPath());
        return process;
    }

    /** This class needs the JDK alone. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> Files.isDirectory(Path.of(entry)))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    static Path model(Path directory) {
        return directory.resolve("model.json");
    }

    public static void main(String[] arguments) throws IOException {
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        Stream.of(arguments).skip(1).map(Flaw::valueOf).forEach(flaws::add);
        SpotTraining training = new SpotTraining(Path.of(arguments[0]), flaws, System.out::println);
        Thread trainer = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> training.leave(trainer)));
        try {
            training.train();
        } catch (IllegalStateException torn) {
            System.out.println(torn.getMessage());
            Runtime.getRuntime().halt(3);
        }
    }

    /** The JVM ends when this returns. */
    private void leave(Thread trainer) {
        told = !flaws.contains(Flaw.IGNORES_SIGTERM);
        try {
            trainer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void train() throws IOException {
        boolean ignores = flaws.contains(Flaw.IGNORES_SIGTERM);
        Checkpoint state = ignores
                ? Checkpoint.start(FEATURES)
                : Checkpoint.read(file()).orElseGet(() -> Checkpoint.start(FEATURES));
        progress.accept("training from round " + state.round());
        resumed = state.round() > 0;
        double[] weights =
                state.weights().stream().mapToDouble(Double::doubleValue).toArray();
        long random = flaws.contains(Flaw.FORGETS_RANDOM_STATE) ? Checkpoint.SEED : state.random();
        for (int round = state.round() + 1; round <= ROUNDS; round++) {
            random = descend(weights, random);
            progress.accept("round " + round);
            Checkpoint reached =
                    new Checkpoint(round, random, Arrays.stream(weights).boxed().toList());
            if (told) {
                save(reached);
                progress.accept("saved round " + round);
                return;
            }
            // After the last round too: it may be told to leave before the model is written.
            if ((round % INTERVAL == 0 || round == ROUNDS) && !ignores) {
                save(reached);
            }
        }
        Files.writeString(
                model(directory),
                Arrays.stream(weights)
                        .mapToObj(Double::toString)
                        .collect(Collectors.joining(", ", "{\"weights\": [", "]}")),
                UTF_8);
    }

    private long descend(double[] weights, long state) {
        long random = state;
        for (int i = 0; i < ROWS; i++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            int row = (int) Math.floorMod(random, (long) ROWS);
            double sum = 0;
            for (int feature = 0; feature < FEATURES; feature++) {
                sum += weights[feature] * rows[row][feature];
            }
            double error = (labels[row] ? 1 : 0) - 1 / (1 + StrictMath.exp(-sum));
            for (int feature = 0; feature < FEATURES; feature++) {
                weights[feature] += RATE * error * rows[row][feature];
            }
        }
        return random;
    }

    private Path file() {
        return directory.resolve("checkpoint");
    }

    private void save(Checkpoint checkpoint) throws IOException {
        Runnable half = () -> {};
        if (flaws.contains(Flaw.WAITS_IN_CHECKPOINT) && !resumed && checkpoint.round() == 2 * INTERVAL) {
            half = () -> {
                progress.accept("half a checkpoint");
                LockSupport.park(this); // until it is killed
            };
        }
        checkpoint.write(file(), flaws.contains(Flaw.WRITES_IN_PLACE), half);
    }
}
