package io.mmp.test.mlflow.benchmark;

import io.mmp.test.container.ContainerException;
import io.mmp.test.mlflow.container.MlflowContainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares a server in a container for each test with an experiment for each test in a container that all share. */
final class ContainerBenchmark {

    private static final String IMAGE = "mmp-test/mlflow:3.17.2";
    private static final int CONTAINERS = 5;
    private static final int EXPERIMENTS = 50;

    private ContainerBenchmark() {}

    /** Run the benchmark and print its table; needs Docker and the image of {@code .ci/images}. */
    public static void main(String... arguments) {
        MlflowContainer shared;
        try {
            shared = MlflowContainer.start(parameter -> Optional.of(IMAGE));
        } catch (ContainerException e) {
            System.out.printf("MLflow in containers: not measured. %s%n", firstLine(e));
            return;
        }
        Samples containers = new Samples("CONTAINER");
        Samples experiments = new Samples("an experiment in a shared one");
        try {
            containers.addAll(later(StartTestCase.run(
                    Map.of("mmp.mlflow.server", "CONTAINER", "mmp.mlflow.image", IMAGE), CONTAINERS + 1)));
            experiments.addAll(later(
                    StartTestCase.run(Map.of("mmp.mlflow.server", shared.uri().toString()), EXPERIMENTS + 1)));
        } finally {
            shared.close();
        }
        System.out.println();
        System.out.println(Samples.heading());
        Stream.of(containers, experiments)
                .map(samples -> samples.comparedWith(containers))
                .forEach(System.out::println);
    }

    private static String firstLine(ContainerException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Leave out the first, which loads the clients. */
    private static List<Sample> later(List<Sample> samples) {
        return samples.subList(1, samples.size());
    }
}
