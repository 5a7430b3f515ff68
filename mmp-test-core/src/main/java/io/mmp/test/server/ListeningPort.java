package io.mmp.test.server;

import io.mmp.test.server.ListeningSockets.Address;
import io.mmp.test.server.ListeningSockets.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which process answers on a TCP port of the loopback address, as it is when it is asked first.
 *
 * <p>A health check that is answered does not prove that our server answered it: another process may have had the port first.
 */
final class ListeningPort {

    private final int port;
    private final ProcessTable processes = ProcessTable.current();
    private @Nullable List<Socket> sockets;

    ListeningPort(int port) {
        this.port = port;
    }

    /** Return the ports on which a process listens, on any address. */
    static Set<Integer> allOf(long pid) {
        return ProcessTable.current().sockets().portsOf(pid);
    }

    boolean isOpen() {
        return processes.sockets().isOpen(port);
    }

    /** Return the address to connect to: that of IPv4 unless nothing but the loopback of IPv6 is listened on. */
    String host() {
        boolean onlyV6 = sockets().isEmpty()
                ? !Loopback.accepts(Loopback.V4, port) && Loopback.accepts(Loopback.V6, port)
                : sockets().get(0).address() == Address.LOOPBACK_V6;
        return onlyV6 ? "[::1]" : "127.0.0.1";
    }

    /** Name the process that listens, if one does. */
    Optional<String> owner() {
        return isOpen() ? Optional.of(describe(owners())) : Optional.empty();
    }

    /** Name the process that listens unless it belongs to the server or bears the cookie, or nobody can know. */
    Optional<String> ownerOtherThan(long server, String cookie) {
        if (!processes.sockets().knowOwners()) {
            return Optional.empty();
        }
        List<ProcessHandle> owners = owners();
        return owners.stream().anyMatch(owner -> processes.belongsTo(owner.pid(), server, cookie))
                ? Optional.empty()
                : Optional.of(describe(owners));
    }

    private List<ProcessHandle> owners() {
        return processes.sockets().owners(sockets());
    }

    private String describe(List<ProcessHandle> owners) {
        if (owners.isEmpty()) {
            return processes.sockets().knowOwners() ? "a process of another user" : "another process";
        }
        ProcessHandle first = owners.get(0);
        return "process " + first.pid()
                + first.info().command().map(command -> " (" + command + ")").orElse("");
    }

    /** Return those that a connection may come to: the kernel hands it to the most specific address that listens. */
    private List<Socket> sockets() {
        if (sockets == null) {
            List<Socket> all = processes.sockets().on(port);
            Address best =
                    all.stream().map(Socket::address).sorted().findFirst().orElse(Address.LOOPBACK_V4);
            sockets = all.stream().filter(socket -> socket.address() == best).toList();
        }
        return sockets;
    }
}
