package io.mmp.test.container;

import io.mmp.test.container.SharingJvm.Attached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Has JVMs race for one container, and a later one attach to it: with shared containers and with Testcontainers' reuse in turns.
 *
 * <p>The arguments are the number of rounds (20) and of JVMs (4).
 */
final class SharingBenchmark {

    private final int jvms;
    private final Path temp;
    private final String label = UUID.randomUUID().toString();

    private SharingBenchmark(int jvms, Path temp) {
        this.jvms = jvms;
        this.temp = temp;
    }

    /** Run and print. */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int jvms = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        if (!DockerEngine.find().hasImage(Redis.IMAGE)) {
            System.out.println("Shared containers are not measured: image " + Redis.IMAGE + " is not there.");
            return;
        }
        Figures shared = new Figures(new ArrayList<>(), new ArrayList<>());
        Figures reused = new Figures(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            SharingBenchmark benchmark = new SharingBenchmark(jvms, Files.createTempDirectory("mmp-test-sharing"));
            benchmark.race(shared, jvm -> jvm.beginAttach("redis", Redis.IMAGE));
            benchmark.race(reused, jvm -> jvm.beginReuse(benchmark.label));
            benchmark.cleanUp();
        }
        System.out.printf(
                Locale.ROOT, "%nOne container for %d JVMs that race, and then for one more: %d rounds%n", jvms, rounds);
        System.out.printf(Locale.ROOT, "%-24s%20s%24s%n", "", "containers started", "attaching, median");
        System.out.printf(Locale.ROOT, "%-24s%20d%21d ms%n", "SharedContainers", shared.started(), shared.median());
        System.out.printf(
                Locale.ROOT, "%-24s%20d%21d ms%n", "Testcontainers' reuse", reused.started(), reused.median());
        System.out.printf(Locale.ROOT, "%44s%15.0f times as fast%n", "", (double) reused.median() / shared.median());
    }

    private void race(Figures figures, Order order) throws IOException {
        List<SharingJvm> racing = new ArrayList<>();
        try {
            for (int i = 0; i < jvms; i++) {
                racing.add(start());
            }
            for (SharingJvm jvm : racing) {
                order.give(jvm);
            }
            Set<String> ids = new HashSet<>();
            for (SharingJvm jvm : racing) {
                ids.add(jvm.attached().id());
            }
            figures.containers.add(ids.size());
            try (SharingJvm later = start()) {
                order.give(later);
                Attached attached = later.attached();
                figures.attachMillis.add(attached.millis());
            }
        } finally {
            for (SharingJvm jvm : racing) {
                jvm.close();
            }
        }
    }

    private SharingJvm start() throws IOException {
        return SharingJvm.start(
                temp,
                Duration.ZERO,
                Map.of("TESTCONTAINERS_REUSE_ENABLE", "true", "TESTCONTAINERS_CHECKS_DISABLE", "false"));
    }

    private void cleanUp() throws IOException {
        SharedDirectory directory = new SharedDirectory(temp);
        directory.awaitNoContainer();
        directory.close();
        DockerEngine docker = DockerEngine.find();
        docker.containers(Map.of(SharingJvm.REUSE, label))
                .forEach(container -> docker.remove(String.valueOf(container.get("Id"))));
        directory.delete();
    }

    /** Tells a JVM to attach in one of the two ways. */
    private interface Order {
        void give(SharingJvm jvm) throws IOException;
    }

    /**
     * What one way has cost.
     *
     * @param containers how many were started in each round
     * @param attachMillis what it took the later JVM to attach, in each round
     */
    private record Figures(List<Integer> containers, List<Long> attachMillis) {

        int started() {
            return containers.stream().mapToInt(Integer::intValue).sum();
        }

        long median() {
            return attachMillis.stream().sorted().toList().get(attachMillis.size() / 2);
        }
    }
}
