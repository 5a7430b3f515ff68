package io.mmp.test.server;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets in Linux' {@code /proc}, known by their inodes. */
record LinuxSockets() implements ListeningSockets {

    private static final String LISTEN = "0A";
    private static final String SOCKET = "socket:[";
    private static final String LOOPBACK_V6 = "00000000000000000000000001000000";
    private static final String LOOPBACK_V4 = "0100007F";
    private static final int V4_DIGITS = 8;

    @Override
    public boolean isOpen(int port) {
        return !on(port).isEmpty();
    }

    @Override
    public List<Socket> on(int port) {
        return table().filter(columns -> portOf(columns) == port)
                .flatMap(LinuxSockets::socket)
                .toList();
    }

    @Override
    public List<ProcessHandle> owners(List<Socket> sockets) {
        Set<String> inodes = sockets.stream().map(Socket::id).collect(Collectors.toSet());
        return ProcessHandle.allProcesses()
                .filter(process -> !Collections.disjoint(inodesOf(process.pid()), inodes))
                .toList();
    }

    @Override
    public Set<Integer> portsOf(long pid) {
        Set<String> held = inodesOf(pid);
        return table().filter(columns -> held.contains(columns[9]))
                .map(LinuxSockets::portOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean knowOwners() {
        return true;
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
        if (address.equals(LOOPBACK_V6)) {
            return Stream.of(new Socket(columns[9], Address.LOOPBACK_V6));
        }
        if (any) {
            return Stream.of(new Socket(columns[9], address.length() == V4_DIGITS ? Address.ANY_V4 : Address.ANY_V6));
        }
        return address.endsWith(LOOPBACK_V4) ? Stream.of(new Socket(columns[9], Address.LOOPBACK_V4)) : Stream.empty();
    }

    /** Return the inodes of the sockets that a process has open. */
    private static Set<String> inodesOf(long pid) {
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
}
