package io.mmp.test.server;

import java.util.Map;
import java.util.Optional;

/**
 * How a process has ended, as a shell tells it: its own code, or 128 and the number of the signal that ended it.
 *
 * <p>Names of signals are those of Linux on x86 and ARM, and of macOS.
 */
record ExitCode(int value) {

    /** The end of a process whose parent ended before it could tell. */
    static final ExitCode UNKNOWN = new ExitCode(-1);

    private static final int SIGNALS = 128;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL, an illegal instruction"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT, it gave up"),
            Map.entry(7, "SIGBUS, a bad access to memory, perhaps of a file on a full disk"),
            Map.entry(8, "SIGFPE, an arithmetic error"),
            Map.entry(9, "SIGKILL, perhaps of the kernel for want of memory"),
            Map.entry(10, "SIGUSR1"),
            Map.entry(11, "SIGSEGV, a bad access to memory"),
            Map.entry(12, "SIGUSR2"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU, its CPU time was used up"),
            Map.entry(25, "SIGXFSZ, a file grew over its limit"),
            Map.entry(31, "SIGSYS, a forbidden system call"));

    private static final Map<Integer, String> NAMES_OF_BSD = Map.of(
            7, "SIGEMT",
            10, "SIGBUS, a bad access to memory, perhaps of a file on a full disk",
            12, "SIGSYS, a forbidden system call",
            30, "SIGUSR1",
            31, "SIGUSR2");

    /** Return the name of a signal on a system, if it has one. */
    static Optional<String> signal(int number, String system) {
        Optional<String> name = Optional.ofNullable(NAMES.get(number));
        return system.equals("Linux")
                ? name
                : Optional.ofNullable(NAMES_OF_BSD.get(number)).or(() -> name);
    }

    /** Describe it, such as {@code exited with code 7} or {@code exited with code 143 (SIGTERM)}. */
    @Override
    public String toString() {
        if (equals(UNKNOWN)) {
            return "ended with a code that nobody saw";
        }
        return "exited with code " + value
                + signal(value - SIGNALS, System.getProperty("os.name", ""))
                        .map(" (%s)"::formatted)
                        .orElse("");
    }
}
