package io.mmp.test.feast.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.feast.process.FeastInstallation;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.python.PythonInstallationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the feature stores of a test: the time from the annotation to the first value that is served, after a view was applied, a row
 * ingested and materialized. Those of Feast take part where it is installed or can be.
 */
final class StoreBenchmark {

    private static final int ROUNDS = 5;
    private static final int LATER = 200;

    private StoreBenchmark() {}

    /** Run the benchmark and print its table. */
    public static void main(String... arguments) throws IOException {
        List<StoreTestCase.Taken> real = new ArrayList<>();
        List<StoreTestCase.Taken> first = new ArrayList<>();
        List<StoreTestCase.Taken> later = new ArrayList<>();
        boolean installed = isInstalled();
        for (int round = 0; round < ROUNDS; round++) {
            if (installed) {
                real.addAll(inFreshJvm(1, "PROCESS"));
            }
            first.addAll(inFreshJvm(1, "EMBEDDED"));
        }
        List<StoreTestCase.Taken> many = inFreshJvm(1 + LATER, "EMBEDDED");
        later.addAll(many.subList(1, many.size()));

        System.out.printf("%nFrom the annotation to the first value that the online store serves; CPU of the JVM.%n");
        List<StoreTestCase.Taken> slowest = installed ? real : first;
        if (installed) {
            print("PROCESS, first of a JVM", real, slowest);
        }
        print("EMBEDDED, first of a JVM", first, slowest);
        print("EMBEDDED, later ones", later, slowest);
    }

    private static boolean isInstalled() {
        Optional<String> missing =
                FeastStores.from(parameter -> Optional.empty()).missingProgram();
        if (missing.isPresent()) {
            System.out.printf("Feast: not measured. %s%n", missing.get());
            return false;
        }
        try {
            FeastInstallation.ensure(parameter -> Optional.empty());
            return true;
        } catch (PythonInstallationException e) {
            System.out.printf(
                    "Feast: not measured. %s%n",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }

    private static List<StoreTestCase.Taken> inFreshJvm(int stores, String server) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The generated classes of Feast's SDK are old: protobuf would say so of each.
                        "-Dcom.google.protobuf.use_unsafe_pre22_gencode",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreTestCase.class.getName(),
                        String.valueOf(stores),
                        server)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<StoreTestCase.Taken> taken = new String(jvm.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .map(line -> line.split(" ", -1))
                .map(nanos -> new StoreTestCase.Taken(Long.parseLong(nanos[0]), Long.parseLong(nanos[1])))
                .toList();
        if (taken.size() != stores) {
            throw new IllegalStateException(
                    "%s of %s %s stores served a value".formatted(taken.size(), stores, server));
        }
        return taken;
    }

    private static void print(String name, List<StoreTestCase.Taken> taken, List<StoreTestCase.Taken> slowest) {
        long[] walls =
                taken.stream().mapToLong(StoreTestCase.Taken::wall).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-26s %4s  median %9.1f ms  best %9.1f ms  CPU mean %7.1f ms  %.1fx faster%n",
                name,
                taken.size(),
                median(taken) / 1e6,
                walls[0] / 1e6,
                taken.stream().mapToLong(StoreTestCase.Taken::cpu).average().orElse(0) / 1e6,
                (double) median(slowest) / median(taken));
    }

    private static long median(List<StoreTestCase.Taken> taken) {
        return taken.stream()
                .mapToLong(StoreTestCase.Taken::wall)
                .sorted()
                .skip(taken.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
