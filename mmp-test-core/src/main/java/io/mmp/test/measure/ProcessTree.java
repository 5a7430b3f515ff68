package io.mmp.test.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** A process and what it has started, as long as they were seen once: who loses his parent is still known. */
final class ProcessTree {

    private final ProcessMemories memories = ProcessMemories.ofSystem();
    private final Map<Long, ProcessHandle> members = new LinkedHashMap<>();
    private final Map<Long, Long> highest = new LinkedHashMap<>();

    private ProcessTree() {}

    /**
     * Look at a process that runs.
     *
     * @throws MeasureException if it does not, or nothing tells its memory
     */
    static ProcessTree of(LongSupplier pid) {
        long root = pid.getAsLong();
        ProcessTree tree = new ProcessTree();
        ProcessHandle handle = ProcessHandle.of(root)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() -> new MeasureException(
                        "The process %s, whose memory is to be measured, does not run.".formatted(root)));
        if (tree.memories.of(List.of(root)).isEmpty()) {
            throw new MeasureException(
                    "The memory of process %s cannot be measured: it is another user's, or 'ps' was not found in PATH."
                            .formatted(root));
        }
        tree.members.put(root, handle);
        tree.find();
        tree.members.keySet().forEach(tree.memories::resetHighest);
        return tree;
    }

    /** Return what all have now, in bytes. */
    long sample() {
        find();
        Map<Long, ProcessMemories.Sizes> sizes = memories.of(members.keySet());
        sizes.forEach((pid, size) -> highest.merge(pid, size.highest(), Math::max));
        return sizes.values().stream().mapToLong(ProcessMemories.Sizes::now).sum();
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
}
