package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads Linux' {@code /proc}. Everything may be gone, or belong to another user, by the time it is read: it then reads as empty. */
final class Proc {

    private static final Path ROOT = Path.of("/proc");

    private Proc() {}

    static Path of(long pid) {
        return ROOT.resolve(Long.toString(pid));
    }

    static String read(String name) {
        return read(ROOT.resolve(name));
    }

    static String environment(long pid) {
        return read(of(pid).resolve("environ"));
    }

    /** Return the environment with each byte as one character. */
    static String environmentBytes(long pid) {
        return read(of(pid).resolve("environ"), ISO_8859_1);
    }

    static String commandLine(long pid) {
        return read(of(pid).resolve("cmdline")).replace('\0', ' ').strip();
    }

    static String session(long pid) {
        return field(pid, 6);
    }

    /** Return when the process started, in clock ticks since boot: unlike an instant, it does not move when the clock is set. */
    static String startTime(long pid) {
        return field(pid, 22);
    }

    /** Return a field by its number in proc(5), 3 or later: the second is the command's name, which may contain anything. */
    private static String field(long pid, int number) {
        String stat = read(of(pid).resolve("stat"));
        List<String> fields =
                List.of(stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1));
        return fields.size() > number - 3 ? fields.get(number - 3) : "";
    }

    /** Return the lines of a process's limits. */
    static Stream<String> limits(long pid) {
        return read(of(pid).resolve("limits")).lines();
    }

    /** Return the bits of what this JVM may do that only root may by default. */
    static long capabilities() {
        return read("self/status")
                .lines()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("CapEff:".length()).strip(), 16))
                .findFirst()
                .orElse(0L);
    }

    /** Return the number that a process's next descriptor will have, at least 1. */
    static int lowestFreeDescriptor(long pid) {
        try (Stream<Path> descriptors = Files.list(of(pid).resolve("fd"))) {
            Set<String> open = descriptors
                    .map(descriptor -> descriptor.getFileName().toString())
                    .collect(Collectors.toSet());
            return IntStream.iterate(1, number -> number + 1)
                    .filter(number -> !open.contains(Integer.toString(number)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException gone) {
            return 1;
        }
    }

    /** Return how many bytes a process has mapped to write to them alone, at least 1. */
    static long writableMemory(long pid) {
        return read(of(pid).resolve("status"))
                .lines()
                .filter(line -> line.startsWith("VmData:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(1L);
    }

    /** Return what a link points to. */
    static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static String read(Path file) {
        return read(file, UTF_8);
    }

    private static String read(Path file, Charset charset) {
        try {
            return new String(Files.readAllBytes(file), charset);
        } catch (IOException gone) {
            return "";
        }
    }
}
