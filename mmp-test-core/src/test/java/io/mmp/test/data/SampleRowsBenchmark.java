package io.mmp.test.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares rows that are streamed with the same rows in a list: rows a second, and peak heap, each in a JVM of its own. */
final class SampleRowsBenchmark {

    private static final long ROWS = 1_000_000;

    private SampleRowsBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            measure(args[0]);
            return;
        }
        System.out.printf(Locale.ROOT, "%-34s %14s %12s%n", ROWS + " transactions", "rows a second", "peak heap");
        double list = 0;
        for (String way : List.of("list", "records", "csv")) {
            String[] figures = runAlone(way).split(" ", -1);
            double heap = Double.parseDouble(figures[1]);
            list = list == 0 ? heap : list;
            System.out.printf(
                    Locale.ROOT, "%-34s %14s %9.1f MB, 1/%.0f of the list%n", way, figures[0], heap, list / heap);
        }
    }

    private static String runAlone(String way) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // A small young generation: what is found at the peak is what is kept, not what waits to be
                        // collected.
                        "-XX:+UseSerialGC",
                        "-Xmn4m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SampleRowsBenchmark.class.getName(),
                        way)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(jvm.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static void measure(String way) throws IOException {
        run(way, ROWS / 5); // warm
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
        long start = System.nanoTime();
        run(way, ROWS);
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.println(Math.round(ROWS / seconds) + " " + peak / 1e6);
    }

    private static void run(String way, long rows) throws IOException {
        SampleRows sample = Transaction.sample(rows * 4 / 5, rows / 5);
        switch (way) {
            case "list" -> {
                List<Transaction> all = new ArrayList<>();
                sample.stream(Transaction.class).forEach(all::add);
                if (all.size() != rows) {
                    throw new IllegalStateException();
                }
            }
            case "records" -> {
                double sum = sample.stream(Transaction.class)
                        .mapToDouble(Transaction::amount)
                        .sum();
                if (!(sum > 0)) {
                    throw new IllegalStateException();
                }
            }
            default -> {
                Path file = Files.createTempFile("rows", ".csv");
                try {
                    sample.writeCsv(file);
                } finally {
                    Files.delete(file);
                }
            }
        }
    }
}
