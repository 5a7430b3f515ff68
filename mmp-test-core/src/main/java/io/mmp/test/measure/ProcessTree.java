package io.mmp.test.measure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process and what it has started, as long as they were seen once: who loses his parent is still known. */
final class ProcessTree {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss: +([0-9]{1,15}) kB$");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]{1,15}) kB$");
    private static final Pattern HIGHEST = Pattern.compile("(?m)^VmHWM:\\s+([0-9]{1,15}) kB$");

    private final Map<Long, ProcessHandle> members = new LinkedHashMap<>();
    private final Map<Long, Long> highest = new LinkedHashMap<>();

    private ProcessTree() {}

    /**
     * Look at a process that runs.
     *
     * @throws MeasureException if it does not, or this system has no {@code /proc}
     */
    static ProcessTree of(LongSupplier pid) {
        long root = pid.getAsLong();
        ProcessTree tree = new ProcessTree();
        ProcessHandle handle = ProcessHandle.of(root)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() -> new MeasureException(
                        "The process %s, whose memory is to be measured, does not run.".formatted(root)));
        if (status(root).isEmpty()) {
            throw new MeasureException(
                    "The memory of process %s cannot be measured: there is no %s/status. It needs Linux."
                            .formatted(root, PROC.resolve(Long.toString(root))));
        }
        tree.members.put(root, handle);
        tree.find();
        tree.members.keySet().forEach(ProcessTree::resetHighest);
        return tree;
    }

    /** Return what all have now, in bytes. */
    long sample() {
        find();
        return members.keySet().stream().mapToLong(this::memory).sum();
    }

    /** Return the sum of what each has had at most. */
    long sumOfHighest() {
        return highest.values().stream().mapToLong(Long::longValue).sum();
    }

    private void find() {
        members.values().removeIf(member -> !member.isAlive());
        for (ProcessHandle member : members.values().toArray(ProcessHandle[]::new)) {
            try (Stream<ProcessHandle> found = member.descendants()) {
                found.forEach(child -> members.putIfAbsent(child.pid(), child));
            }
        }
    }

    private long memory(long pid) {
        String status = status(pid);
        number(HIGHEST, status).ifPresent(bytes -> highest.merge(pid, bytes, Math::max));
        OptionalLong proportional = number(PROPORTIONAL, read(pid, "smaps_rollup"));
        return proportional.orElseGet(() -> number(RESIDENT, status).orElse(0));
    }

    /** Who may not, and who is gone, is left with the highest since it started. */
    private static void resetHighest(long pid) {
        try {
            Files.writeString(PROC.resolve(pid + "/clear_refs"), "5");
        } catch (IOException denied) {
            return;
        }
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? OptionalLong.of(1024 * Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    private static String status(long pid) {
        return read(pid, "status");
    }

    /** The name in {@code status} may have any bytes. */
    private static String read(long pid, String name) {
        try {
            return Files.readString(PROC.resolve(pid + "/" + name), ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
