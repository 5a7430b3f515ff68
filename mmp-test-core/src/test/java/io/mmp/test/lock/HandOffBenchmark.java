package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.PrivateDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how fast and how fairly JVMs hand a lock to each other: {@link LockFile} against a lock polled every 50 ms.
 *
 * <p>A hand-off is the time from the end of one owner's section to the beginning of the next one's, where the next one was already
 * waiting; it is not a number when that never happened. Two loads: two JVMs that do something else between their sections, as suites do, and four that want nothing but the lock,
 * watched until the first of them is done. {@code mvn -q -Pbenchmark test} runs it; it takes about half a minute.
 */
final class HandOffBenchmark {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(50);

    private HandOffBenchmark() {}

    /** Takes a lock; closing the result frees it. */
    private interface Taking {
        Closeable take() throws IOException;
    }

    /** How many JVMs go through the lock how often, how long they stay, and how long they are away at most. */
    private record Load(int jvms, int times, int sectionMillis, int awayMillis) {}

    private record Section(int owner, long asked, long entered, long left) {}

    private record Result(double median, double longestWait, int longestRow) {}

    public static void main(String... arguments) throws IOException {
        if (arguments.length > 0) {
            contend(arguments);
            return;
        }
        try (PrivateDirectory directory = PrivateDirectory.create("hand-off")) {
            compare("two suites", new Load(2, 60, 30, 120), directory.path().resolve("two"));
            compare(
                    "four JVMs that want nothing else",
                    new Load(4, 150, 2, 0),
                    directory.path().resolve("four"));
        }
    }

    private static void compare(String name, Load load, Path directory) throws IOException {
        Files.createDirectory(directory);
        System.out.println(name);
        Result ours = measure("LockFile", load, directory);
        measure("LockFile and flock(2)", load, directory);
        Result polled = measure("polled every 50 ms", load, directory);
        System.out.printf(
                Locale.ROOT,
                "  polled : LockFile = %.1f : 1 in the median, %.1f : 1 in the longest wait, %.1f : 1 in the longest row%n",
                polled.median() / ours.median(),
                polled.longestWait() / ours.longestWait(),
                (double) polled.longestRow() / ours.longestRow());
    }

    private static Result measure(String kind, Load load, Path directory) throws IOException {
        List<Process> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < load.jvms(); i++) {
                jvms.add(start(kind, load, directory.resolve(kind.replace(' ', '-'))));
            }
            for (Process jvm : jvms) {
                jvm.inputReader(UTF_8).readLine();
            }
            for (Process jvm : jvms) {
                jvm.outputWriter(UTF_8).append('\n').flush();
            }
            List<Section> sections = new ArrayList<>();
            for (int i = 0; i < load.jvms(); i++) {
                int owner = i;
                jvms.get(i).inputReader(UTF_8).lines().forEach(line -> sections.add(section(owner, line.split(" "))));
            }
            Result result = summary(sections, load);
            System.out.printf(
                    Locale.ROOT,
                    "  %-22s hand-off median %5.1f ms, longest wait %6.0f ms, longest row of one JVM %3d%n",
                    kind,
                    result.median(),
                    result.longestWait(),
                    result.longestRow());
            return result;
        } finally {
            jvms.forEach(Process::destroyForcibly);
        }
    }

    private static Process start(String kind, Load load, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HandOffBenchmark.class.getName(),
                        kind,
                        file.toString(),
                        String.valueOf(load.times()),
                        String.valueOf(load.sectionMillis()),
                        String.valueOf(load.awayMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Section section(int owner, String[] times) {
        return new Section(owner, Long.parseLong(times[0]), Long.parseLong(times[1]), Long.parseLong(times[2]));
    }

    private static Result summary(List<Section> sections, Load load) {
        sections.sort(Comparator.comparingLong(Section::entered));
        int[] done = new int[load.jvms()];
        List<Double> handOffs = new ArrayList<>();
        int row = 1;
        int longest = 1;
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            if (++done[section.owner()] == load.times()) {
                break;
            }
            if (i > 0) {
                Section previous = sections.get(i - 1);
                row = previous.owner() == section.owner() ? row + 1 : 1;
                longest = Math.max(longest, row);
                if (row == 1 && section.asked() < previous.left()) {
                    handOffs.add((section.entered() - previous.left()) / 1e6);
                }
            }
        }
        handOffs.sort(Comparator.naturalOrder());
        double median = handOffs.isEmpty() ? Double.NaN : handOffs.get(handOffs.size() / 2);
        double longestWait = sections.stream()
                .mapToDouble(section -> (section.entered() - section.asked()) / 1e6)
                .max()
                .orElseThrow();
        return new Result(median, longestWait, longest);
    }

    private static void contend(String... arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        Taking lock = switch (arguments[0]) {
            case "LockFile" -> () -> LockFile.acquire(file, TIMEOUT)::close;
            case "LockFile and flock(2)" ->
                () -> LockFile.acquire(LockRequest.of(file).withFlock())::close;
            default -> () -> polled(file);
        };
        lock.take().close(); // loads the classes before the race
        System.out.println("ready");
        System.in.read();
        Random random = new Random(ProcessHandle.current().pid());
        StringBuilder journal = new StringBuilder();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            long asked = System.nanoTime();
            Closeable held = lock.take();
            long entered = System.nanoTime();
            pass(TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(arguments[3])));
            long left = System.nanoTime();
            held.close();
            journal.append(asked)
                    .append(' ')
                    .append(entered)
                    .append(' ')
                    .append(left)
                    .append('\n');
            pass((long) (random.nextDouble() * TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(arguments[4]))));
        }
        System.out.print(journal);
    }

    private static void pass(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(nanos - (System.nanoTime() - start));
        }
    }

    /** Takes the lock as a plain loop would. */
    private static Closeable polled(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        while (lock == null) {
            LockSupport.parkNanos(POLL.toNanos());
            lock = channel.tryLock();
        }
        return channel;
    }
}
