package io.mmp.test.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each process of a server may use at most, held by the kernel ({@code setrlimit(2)}): {@code ProcessLimits.none().withDescriptors(64)}.
 *
 * <p>Each process of the server has each limit for itself, what it starts inherits them, and none can raise them. Needs {@code prlimit}
 * of util-linux. A limit above the hard limit of this JVM is refused when the server is started, unless this JVM may raise it, as root may.
 *
 * @since 0.1.0
 */
public final class ProcessLimits {

    private static final ProcessLimits NONE = new ProcessLimits(Map.of());
    static final String TOOL = "prlimit";

    private static final int CAP_SYS_RESOURCE = 24;

    private final Map<Resource, Long> limits;

    /** What is limited: how {@code prlimit} and {@code /proc/PID/limits} name it, and how its amount is told. */
    enum Resource {
        MEMORY("data", "Max data size", "%s bytes of memory"),
        ADDRESS_SPACE("as", "Max address space", "%s bytes of address space"),
        DESCRIPTORS("nofile", "Max open files", "%s open descriptors"),
        CPU_TIME("cpu", "Max cpu time", "%s s of CPU time"),
        FILE_SIZE("fsize", "Max file size", "%s bytes a file"),
        PROCESSES("nproc", "Max processes", "%s processes and threads");

        private final String option;
        private final String title;
        private final String words;

        Resource(String option, String title, String words) {
            this.option = option;
            this.title = title;
            this.words = words;
        }

        /** Return the option of {@code prlimit} that sets it. */
        String option(String value) {
            return "--" + option + "=" + value;
        }

        /** Return the soft and the hard limit of a process, each a number or {@code unlimited}; empty when the process is gone. */
        Optional<String[]> of(long pid) {
            return Proc.limits(pid)
                    .filter(line -> line.startsWith(title))
                    .map(line -> line.substring(title.length()).strip().split("\\s+", -1))
                    .findFirst();
        }

        private String describe(long amount) {
            return String.format(Locale.ROOT, words, amount);
        }
    }

    private ProcessLimits(Map<Resource, Long> limits) {
        this.limits = limits;
    }

    /** Limit nothing but what the machine limits. */
    public static ProcessLimits none() {
        return NONE;
    }

    /**
     * Return a copy with this limit to the memory that a process writes to and shares with nobody: its heap, its threads' stacks and what
     * it maps for itself, counted when it is mapped for writing ({@code RLIMIT_DATA}).
     *
     * <p>Over the limit the process is told that there is no memory, and is not killed: {@code malloc} fails, a JVM ends with an error of
     * native memory, or throws {@link OutOfMemoryError} where a thread cannot be started. A JVM needs about 200 MiB more than its {@code -Xmx}.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ProcessLimits withMemory(long bytes) {
        return with(Resource.MEMORY, bytes);
    }

    /**
     * Return a copy with this limit to all that a process maps, whether it uses it or not ({@code RLIMIT_AS}).
     *
     * <p>Not for a JVM or Go, which reserve gigabytes of addresses that they never use: take {@link #withMemory}.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ProcessLimits withAddressSpace(long bytes) {
        return with(Resource.ADDRESS_SPACE, bytes);
    }

    /**
     * Return a copy with this limit to open descriptors: files, sockets, pipes, and whatever else has a number ({@code RLIMIT_NOFILE}).
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ProcessLimits withDescriptors(int count) {
        return with(Resource.DESCRIPTORS, count);
    }

    /**
     * Return a copy with this limit to CPU time, after which the process gets SIGXCPU, and a second later SIGKILL ({@code RLIMIT_CPU}); the kernel counts whole seconds,
     * and the time is rounded up.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ProcessLimits withCpuTime(Duration time) {
        return with(Resource.CPU_TIME, time.plusNanos(999_999_999).toSeconds());
    }

    /**
     * Return a copy with this limit to the size of each file that a process writes ({@code RLIMIT_FSIZE}): beyond, it gets SIGXFSZ, which ends
     * it, or {@code File too large} if it ignores that. It holds for the server's output too.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ProcessLimits withFileSize(long bytes) {
        return with(Resource.FILE_SIZE, bytes);
    }

    /**
     * Return a copy with this limit to the processes and threads of this <em>user</em> on the machine, those of others included, at which the
     * server can start no more ({@code RLIMIT_NPROC}). Refused for root, whom the kernel does not hold to it.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public ProcessLimits withProcesses(int count) {
        return with(Resource.PROCESSES, count);
    }

    private ProcessLimits with(Resource resource, long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("A limit must be positive, but is " + resource.describe(amount) + ".");
        }
        Map<Resource, Long> all = new EnumMap<>(Resource.class);
        all.putAll(limits);
        all.put(resource, amount);
        return new ProcessLimits(all);
    }

    /** Return the limits that are set. */
    Map<Resource, Long> all() {
        return limits;
    }

    /** Return the words before a command that hold it to these limits. */
    List<String> command() {
        return limits.isEmpty()
                ? List.of()
                : Stream.concat(
                                Program.find(TOOL, Program.path()).map(Path::toString).stream(),
                                limits.entrySet().stream()
                                        .map(limit -> limit.getKey()
                                                .option(limit.getValue() + ":"
                                                        + hard(limit.getKey(), limit.getValue()))))
                        .toList();
    }

    /** Leave a second between the signal that names the cause and the one that nobody can ignore. */
    private static long hard(Resource resource, long amount) {
        return resource == Resource.CPU_TIME ? amount + 1 : amount;
    }

    /** Tell why this machine cannot hold a process to these limits, if it cannot. */
    Optional<String> refusal() {
        if (limits.isEmpty()) {
            return Optional.empty();
        }
        if (ProcessPath.current() != ProcessPath.LINUX) {
            return Optional.of("its limits (" + this + ") need Linux, whose 'prlimit' and /proc they are made of");
        }
        if (Program.find(TOOL, Program.path()).isEmpty()) {
            return Optional.of(
                    "its limits (" + this + ") need 'prlimit', which was not found in PATH; install util-linux");
        }
        boolean mayRaise = (Proc.capabilities() >> CAP_SYS_RESOURCE & 1) == 1;
        if (mayRaise) {
            return Optional.ofNullable(limits.get(Resource.PROCESSES))
                    .map(count -> "its limit of " + Resource.PROCESSES.describe(count)
                            + " would not hold, since this JVM runs as root; run it as another user");
        }
        return limits.entrySet().stream()
                .filter(limit -> limit.getValue() > hardLimit(limit.getKey()))
                .findFirst()
                .map(limit ->
                        "its limit of %s is above the hard limit of this user, %s; lower it, or raise that with 'ulimit -H'"
                                .formatted(limit.getKey().describe(limit.getValue()), hardLimit(limit.getKey())));
    }

    private static long hardLimit(Resource resource) {
        return resource.of(ProcessHandle.current().pid())
                .map(softAndHard -> softAndHard[1])
                .filter(hard -> !hard.equals("unlimited"))
                .map(Long::valueOf)
                .orElse(Long.MAX_VALUE);
    }

    /** Return the limits in words, such as {@code 64 open descriptors}. */
    @Override
    public String toString() {
        return limits.isEmpty()
                ? "no limits"
                : limits.entrySet().stream()
                        .map(limit -> limit.getKey().describe(limit.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
