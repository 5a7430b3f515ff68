package io.mmp.test.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** A socket, and how specific its address is: 0 the loopback, 1 any of IPv4, 2 any of IPv6. */
    private record Socket(String inode, int rank) {}

    private final int port;

    ListeningPort(int port) {
        this.port = port;
    }

    boolean isOpen() {
        return !sockets().isEmpty();
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
        List<Socket> all = Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> Proc.read(table).lines())
                .flatMap(line -> socket(line.trim().split("\\s+")))
                .toList();
        // The kernel hands a connection to the most specific address that listens.
        int best = all.stream().mapToInt(Socket::rank).min().orElse(0);
        return all.stream().filter(socket -> socket.rank() == best).toList();
    }

    private Stream<Socket> socket(String[] columns) {
        if (columns.length < 10 || !columns[3].equals(LISTEN)) {
            return Stream.empty();
        }
        String[] address = columns[1].split(":", -1);
        if (Integer.parseInt(address[1], 16) != port) {
            return Stream.empty();
        }
        boolean any = address[0].chars().allMatch(digit -> digit == '0');
        boolean v4 = address[0].length() == 8;
        if (!any && !address[0].endsWith("0100007F")) {
            return Stream.empty();
        }
        return Stream.of(new Socket(columns[9], any ? (v4 ? 1 : 2) : 0));
    }

    private static boolean holdsOneOf(Set<String> inodes, long pid) {
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Proc.of(pid).resolve("fd"))) {
            for (Path descriptor : descriptors) {
                String target = Proc.target(descriptor);
                if (target.startsWith(SOCKET)
                        && inodes.contains(target.substring(SOCKET.length(), target.length() - 1))) {
                    return true;
                }
            }
            return false;
        } catch (IOException goneOrAnotherUsers) {
            return false;
        }
    }

    private static boolean isOurs(long pid, long session, String cookie) {
        return Proc.session(pid).equals(String.valueOf(session))
                || Proc.environment(pid).contains(Sentinel.COOKIE + "=" + cookie);
    }
}
