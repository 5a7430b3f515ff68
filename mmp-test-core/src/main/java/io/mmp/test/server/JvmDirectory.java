package io.mmp.test.server;

import io.mmp.test.lock.MachineDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory {@code jvm-NAMESPACE-PID-START} in which this JVM has all its {@linkplain PrivateDirectory private directories}. */
final class JvmDirectory {

    private static final Pattern NAME = Pattern.compile("jvm-(?<namespace>\\d*)-(?<pid>\\d+)-(?<start>\\d*)");

    /** If one of them is killed, the other is there. */
    private static final int JANITORS = 2;

    private static @Nullable Path own;

    /** Only kept: their standard input must stay open until the end. */
    @SuppressWarnings({"unused", "UnusedVariable"})
    private static final List<Process> janitors = new ArrayList<>();

    private JvmDirectory() {}

    static synchronized Path get() throws IOException {
        if (own == null) {
            removeLeftovers(parent());
            Path directory = parent().resolve(nameFor(ProcessHandle.current().pid()));
            startJanitors(directory);
            own = directory;
        }
        return Files.createDirectories(own);
    }

    /** Return where the directories of this user's JVMs are. */
    static Path parent() {
        return MachineDirectory.ofUser();
    }

    static String nameFor(long pid) {
        ProcessTable processes = ProcessTable.current();
        return "jvm-%s-%s-%s".formatted(processes.namespace(), pid, processes.startOf(pid));
    }

    /** Remove the directories of JVMs of this process namespace that are gone. */
    static void removeLeftovers(Path parent) throws IOException {
        if (Files.isDirectory(parent)) {
            try (Stream<Path> directories = Files.list(parent)) {
                directories.filter(JvmDirectory::ownerIsGone).forEach(directory -> {
                    Mounts.detachBelow(directory);
                    PrivateDirectory.remove(directory);
                });
            }
        }
    }

    /** Find the directories of those of these JVMs, given by process id, that are gone. */
    static List<Path> abandonedBy(Collection<Long> jvms, Path parent) {
        try (Stream<Path> directories = Files.isDirectory(parent) ? Files.list(parent) : Stream.empty()) {
            return directories
                    .filter(JvmDirectory::ownerIsGone)
                    .filter(directory -> jvms.contains(pidIn(directory)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Find what is about to remove these directories. */
    static Stream<ProcessHandle> janitors(Collection<Path> directories) {
        // As texts: in a POSIX locale the arguments of other processes may be no paths.
        Set<String> names = directories.stream().map(Path::toString).collect(Collectors.toSet());
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> arguments.length > 0 && names.contains(arguments[arguments.length - 1]))
                        .isPresent());
    }

    /** Return the process id in the name of such a directory, 0 if it is none. */
    static long pidIn(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group("pid")) : 0;
    }

    /** Tell whether the JVM of this directory, which need not be there, is known to be gone. */
    static boolean ownerIsGone(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        // Containers may share a temp directory, but a process id means nothing in another process namespace.
        return name.matches()
                && name.group("namespace").equals(ProcessTable.current().namespace())
                && !ProcessTable.current().hasStart(Long.parseLong(name.group("pid")), name.group("start"));
    }

    private static void startJanitors(Path directory) {
        ProcessTable processes = ProcessTable.current();
        List<String> command = Stream.concat(
                        processes.leader(),
                        Stream.of("sh", "-c", processes.script("janitor.sh"), "mmp-test-janitor", directory.toString()))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove(Sentinel.COOKIE);
        builder.environment().remove(Sentinel.JVM);
        try {
            if (ProcessPath.current() == ProcessPath.NONE) {
                throw new IOException("Windows has no such shell");
            }
            while (janitors.size() < JANITORS) {
                janitors.add(builder.start());
            }
        } catch (IOException noShell) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> PrivateDirectory.remove(directory)));
        }
    }
}
