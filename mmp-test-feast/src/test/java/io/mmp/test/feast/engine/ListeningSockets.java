package io.mmp.test.feast.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process accepts connections, as Linux tells it in {@code /proc}. */
final class ListeningSockets {

    private static final String LISTENS = "0A";

    private ListeningSockets() {}

    /** Return the addresses, each as the kernel writes it: of IPv4 {@code 0100007F} is 127.0.0.1, and {@code 00000000} all. */
    static Set<String> addresses(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/%s/fd".formatted(pid)))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (NoSuchFileException closedMeanwhile) {
                    // It listens no more.
                }
            }
        }
        Set<String> addresses = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net/" + table))) {
                String[] cells = line.strip().split("\\s+", -1);
                if (cells[3].equals(LISTENS) && sockets.contains("socket:[%s]".formatted(cells[9]))) {
                    addresses.add(cells[1].replaceFirst(":.*", ""));
                }
            }
        }
        return addresses;
    }

    /** Tell whether only processes of this machine can reach an address. */
    static boolean isLoopback(String address) {
        return address.equals("0100007F")
                || address.equals("0000000000000000FFFF00000100007F")
                || address.equals("00000000000000000000000001000000");
    }
}
