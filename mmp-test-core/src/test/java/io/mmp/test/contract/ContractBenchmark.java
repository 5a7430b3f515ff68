package io.mmp.test.contract;

import static io.mmp.test.contract.ColumnRule.atLeast;
import static io.mmp.test.contract.ColumnRule.between;
import static io.mmp.test.contract.ColumnRule.length;
import static io.mmp.test.contract.ColumnRule.matches;
import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ColumnRule.oneOf;
import static io.mmp.test.contract.ColumnRule.unique;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.table.ValueType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Judges a million rows of a CSV file, by ten columns and 17 rules, in a JVM with a heap of 192 MB: by us and, where Python packages can be
 * installed, by pandera on pandas. Three in a thousand rows break a rule.
 */
final class ContractBenchmark {

    private static final int ROWS = 1_000_000;
    private static final List<String> COUNTRIES = List.of("AT", "CH", "DE", "FR", "IT");

    static final TableContract CONTRACT = TableContract.of("transactions")
            .withColumn("id", ValueType.INT64, notNull(), unique())
            .withColumn("time", ValueType.UNIX_TIMESTAMP, notNull(), atLeast(Instant.parse("2020-01-01T00:00:00Z")))
            .withColumn("customer", ValueType.STRING, notNull(), matches("c-\\d{6}"))
            .withColumn("amount", ValueType.DOUBLE, notNull(), between(0, 10_000))
            .withColumn("country", ValueType.STRING, oneOf(COUNTRIES))
            .withColumn("items", ValueType.INT64, between(1, 50))
            .withColumn("rating", ValueType.DOUBLE, between(0, 5))
            .withColumn("channel", ValueType.STRING, notNull(), oneOf("web", "app", "shop"))
            .withColumn("comment", ValueType.STRING, length(0, 40))
            .withColumn("fraud", ValueType.INT64, notNull(), oneOf(0, 1));

    private ContractBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            judge(Path.of(args[0]));
            return;
        }
        Path directory = Files.createTempDirectory("contract-benchmark");
        Path file = directory.resolve("transactions.csv");
        try {
            write(file);
            String[] ours = alone(file);
            print("mmp-test, heap of 192 MB", ours, ours);
            PanderaRun.on(file).ifPresent(theirs -> print("pandera on pandas", theirs, ours));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    /** Figures are seconds, CPU seconds, MB, offenders. */
    private static void print(String name, String[] figures, String[] ours) {
        double[] ratios = new double[3];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Double.parseDouble(figures[i]) / Double.parseDouble(ours[i]);
        }
        System.out.printf(
                Locale.ROOT,
                "%-26s %6s s (%.1fx) %6s CPU s (%.1fx) %6s MB (%.1fx) %6s offenders%n",
                name,
                figures[0],
                ratios[0],
                figures[1],
                ratios[1],
                figures[2],
                ratios[2],
                figures[3]);
    }

    private static String[] alone(Path file) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ContractBenchmark.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(jvm.getInputStream().readAllBytes(), UTF_8).strip().split(" ", -1);
    }

    private static void judge(Path file) throws IOException {
        long start = System.nanoTime();
        ContractResult result = CONTRACT.judge(TableRows.ofCsv(file));
        double seconds = (System.nanoTime() - start) / 1e9;
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        long peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        long offenders = result.rules().stream().mapToLong(RuleResult::count).sum();
        System.out.printf(Locale.ROOT, "%.1f %.1f %d %d%n", seconds, cpu / 1e3, peak / 1024, offenders);
        if (ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-Dmmp.verbose")) {
            System.out.println(result);
        }
    }

    private static void write(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,time,customer,amount,country,items,rating,channel,comment,fraud\n");
            Instant time = Instant.parse("2026-01-01T00:00:00Z");
            for (int row = 0; row < ROWS; row++) {
                boolean isBroken = row % 1_000 == 17;
                out.write((row % 1_000 == 500 ? row - 1 : row) + ",");
                out.write(time.plusSeconds(row) + ",");
                out.write("c-" + (100_000 + random.nextInt(800_000)) + ",");
                out.write((isBroken ? -1 : random.nextInt(1_000_000)) / 100.0 + ",");
                out.write(COUNTRIES.get(random.nextInt(COUNTRIES.size())) + ",");
                out.write((1 + random.nextInt(50)) + ",");
                out.write((random.nextInt(10) == 0 ? "" : random.nextInt(51) / 10.0) + ",");
                out.write((row % 1_000 == 900 ? "fax" : "web") + ",");
                out.write("as ordered by telephone,");
                out.write(random.nextInt(100) == 0 ? "1\n" : "0\n");
            }
        }
    }
}
