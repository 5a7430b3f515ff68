package io.mmp.test.server;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells which process answers on a TCP port of the loopback address, from Linux' {@code /proc}.
 *
 * <p>A health check that is answered does not prove that our server answered it: another process may have had the port first.
 */
final class ListeningPort {

    private static final String LISTEN = "0A";
    private static final String SOCKET = "socket:[";
    private static final int ONLY_V6 = 3;

    private static final String LOOPBACK_V6 = "00000000000000000000000001000000";

    /** A socket, and how specific its address is: 0 the loopback of IPv4, 1 any of IPv4, 2 any of IPv6, 3 the loopback of IPv6. */
    private record Socket(String inode, int rank) {}

    private final int port;

    ListeningPort(int port) {
        this.port = port;
    }

    /** Return the ports on which a process listens, on any address. */
    static Set<Integer> allOf(long pid) {
        Set<String> held = socketsOf(pid);
        return table().filter(columns -> held.contains(columns[9]))
                .map(ListeningPort::portOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isOpen() {
        return !sockets().isEmpty();
    }

    /** Return the address to connect to: that of IPv4 unless nothing but the loopback of IPv6 is listened on. */
    String host() {
        return sockets().stream().anyMatch(socket -> socket.rank() == ONLY_V6) ? "[::1]" : "127.0.0.1";
    }

    /** Name the process that listens, if one does. */
    Optional<String> owner() {
        return isOpen() ? Optional.of(describe(owners())) : Optional.empty();
    }

    /** Name the process that listens unless it belongs to the session or bears the cookie. */
    Optional<String> ownerOtherThan(long session, String cookie) {
        List<ProcessHandle> owners = owners();
        return owners.stream().anyMatch(owner -> isOurs(owner.pid(), session, cookie))
                ? Optional.empty()
                : Optional.of(describe(owners));
    }

    private List<ProcessHandle> owners() {
        Set<String> inodes = sockets().stream().map(Socket::inode).collect(Collectors.toSet());
        return ProcessHandle.allProcesses()
                .filter(process -> holdsOneOf(inodes, process.pid()))
                .toList();
    }

    private static String describe(List<ProcessHandle> owners) {
        return owners.isEmpty() ? "a process of another user" : describe(owners.get(0));
    }

    private static String describe(ProcessHandle process) {
        return "process " + process.pid()
                + process.info().command().map(command -> " (" + command + ")").orElse("");
    }

    private List<Socket> sockets() {
        List<Socket> all = table().filter(columns -> portOf(columns) == port)
                .flatMap(ListeningPort::socket)
                .toList();
        // The kernel hands a connection to the most specific address that listens.
        int best = all.stream().mapToInt(Socket::rank).min().orElse(0);
        return all.stream().filter(socket -> socket.rank() == best).toList();
    }

    /** Return the columns of each socket that listens. */
    private static Stream<String[]> table() {
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> Proc.read(table).lines())
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length >= 10 && columns[3].equals(LISTEN));
    }

    private static int portOf(String[] columns) {
        return Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16);
    }

    private static Stream<Socket> socket(String[] columns) {
        String address = columns[1].substring(0, columns[1].indexOf(':'));
        boolean any = address.chars().allMatch(digit -> digit == '0');
        boolean v4 = address.length() == 8;
        if (address.equals(LOOPBACK_V6)) {
            return Stream.of(new Socket(columns[9], ONLY_V6));
        }
        if (!any && !address.endsWith("0100007F")) {
            return Stream.empty();
        }
        return Stream.of(new Socket(columns[9], any ? (v4 ? 1 : 2) : 0));
    }

    private static boolean holdsOneOf(Set<String> inodes, long pid) {
        return !Collections.disjoint(socketsOf(pid), inodes);
    }

    /** Return the inodes of the sockets that a process has open. */
    private static Set<String> socketsOf(long pid) {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Proc.of(pid).resolve("fd"))) {
            for (Path descriptor : descriptors) {
                String target = Proc.target(descriptor);
                if (target.startsWith(SOCKET)) {
                    inodes.add(target.substring(SOCKET.length(), target.length() - 1));
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrAnotherUsers) {
            return Set.of();
        }
        return inodes;
    }

    private static boolean isOurs(long pid, long session, String cookie) {
        return Proc.session(pid).equals(String.valueOf(session))
                || Proc.environment(pid).contains(Sentinel.COOKIE + "=" + cookie);
    }
}
