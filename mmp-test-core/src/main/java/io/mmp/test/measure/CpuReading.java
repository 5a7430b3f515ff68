package io.mmp.test.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the kernel has counted of the CPUs until now.
 *
 * @param waitMicros how long some task has waited for a CPU
 * @param busyTicks how long CPUs have worked, in hundredths of a second
 * @param cores how many there are
 * @param throttledNanos how long the quota has held this control group back
 * @param load the load average of the last minute
 */
record CpuReading(
        OptionalLong waitMicros, OptionalLong busyTicks, int cores, OptionalLong throttledNanos, double load) {

    private static final double TICK_SECONDS = 0.01;
    private static final Pattern SOME_TOTAL = Pattern.compile("(?m)^some .*total=([0-9]{1,18})$");
    private static final Pattern THROTTLED =
            Pattern.compile("(?m)^throttled_(?:usec ([0-9]{1,15})|time ([0-9]{1,18}))$");

    /** Read them below a root, {@code /} but in tests; what is not there, as on other systems, is left out. */
    static CpuReading below(Path root) {
        String groups = read(root.resolve("proc/self/cgroup"));
        Path mount = root.resolve("sys/fs/cgroup");
        List<Path> unified = groups.lines()
                .filter(line -> line.startsWith("0::/") && line.length() > 4)
                .map(line -> mount.resolve(line.substring(4)))
                .toList();
        List<Path> ofCpu = groups.lines()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",")).contains("cpu"))
                .flatMap(parts ->
                        Stream.of(mount.resolve(parts[1]).resolve(parts[2].substring(1)), mount.resolve("cpu")))
                .toList();
        String pressure = first(
                Stream.concat(unified.stream(), Stream.of(mount)).map(path -> path.resolve("cpu.pressure")),
                root.resolve("proc/pressure/cpu"));
        String quota = first(
                Stream.of(unified.stream(), Stream.of(mount), ofCpu.stream())
                        .flatMap(paths -> paths)
                        .map(path -> path.resolve("cpu.stat")),
                mount.resolve("cpu.stat"));
        String stat = read(root.resolve("proc/stat"));
        return new CpuReading(
                number(SOME_TOTAL.matcher(pressure), 1),
                busy(stat),
                (int) stat.lines().filter(line -> line.matches("cpu[0-9]+ .*")).count(),
                throttled(quota),
                load(read(root.resolve("proc/loadavg"))));
    }

    /** Return what others wanted between two readings. */
    static CpuPressure between(CpuReading before, CpuReading after, Duration wall, Duration ownCpu) {
        double seconds = wall.toNanos() / 1e9;
        if (!(seconds > 0)) {
            return CpuPressure.UNKNOWN;
        }
        double busy = delta(before.busyTicks, after.busyTicks) * TICK_SECONDS;
        double others = (busy - ownCpu.toNanos() / 1e9) / (seconds * Math.max(1, after.cores));
        return new CpuPressure(
                share(delta(before.waitMicros, after.waitMicros) / 1e6 / seconds, 1),
                share(others, 1),
                share(delta(before.throttledNanos, after.throttledNanos) / 1e9 / seconds, Double.MAX_VALUE),
                after.cores == 0 ? Double.NaN : after.load / after.cores);
    }

    private static double share(double value, double most) {
        return Double.isNaN(value) ? value : Math.max(0, Math.min(most, value));
    }

    private static double delta(OptionalLong before, OptionalLong after) {
        return before.isPresent() && after.isPresent() ? after.getAsLong() - before.getAsLong() : Double.NaN;
    }

    private static OptionalLong number(Matcher matcher, int group) {
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(group))) : OptionalLong.empty();
    }

    private static OptionalLong throttled(String stat) {
        Matcher matcher = THROTTLED.matcher(stat);
        if (!matcher.find()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                matcher.group(1) == null ? Long.parseLong(matcher.group(2)) : 1_000 * Long.parseLong(matcher.group(1)));
    }

    /** Add up user, nice, system, irq, softirq and steal: all but idle and iowait, and guests, which user has already. */
    private static OptionalLong busy(String stat) {
        Optional<String[]> fields = stat.lines()
                .filter(line -> line.startsWith("cpu "))
                .map(line -> line.split(" +"))
                .filter(all -> all.length >= 9)
                .findFirst();
        return fields.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Stream.of(1, 2, 3, 6, 7, 8)
                        .mapToLong(field -> Long.parseLong(fields.get()[field]))
                        .sum());
    }

    private static double load(String loadavg) {
        String first = loadavg.split(" ", 2)[0];
        return first.matches("[0-9]+\\.[0-9]+") ? Double.parseDouble(first) : Double.NaN;
    }

    private static String first(Stream<Path> paths, Path last) {
        return Stream.concat(paths, Stream.of(last))
                .map(CpuReading::read)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException absent) {
            return "";
        }
    }
}
