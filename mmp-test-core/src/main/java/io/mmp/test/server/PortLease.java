package io.mmp.test.server;

import io.mmp.test.Internal;
import io.mmp.test.lock.LockFile;
import io.mmp.test.lock.MachineDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A port that no other lease on this machine has until it is closed.
 *
 * <p>The range lies below the usual ephemeral ports, so that no client socket takes a leased port either. The lock files stay: there are at
 * most as many as ports.
 *
 * @param port the port
 * @param lock what keeps others away from it
 * @since 0.1.0
 */
@Internal
public record PortLease(int port, LockFile lock) implements AutoCloseable {

    private static final int FIRST = 20_000;
    private static final int COUNT = 1_000;

    /** Take one among all users of this machine, who have their ports in common. */
    public static PortLease take() {
        return take(MachineDirectory.ofAllUsers("ports"));
    }

    static PortLease take(Path directory) {
        // A random start keeps a late client of a server that is gone away from the next server.
        int start = ThreadLocalRandom.current().nextInt(COUNT);
        return IntStream.range(0, COUNT)
                .map(i -> FIRST + (start + i) % COUNT)
                .mapToObj(port -> tryTake(directory, port))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new ServerStartException(
                        "All ports from %s to %s are leased or in use.".formatted(FIRST, FIRST + COUNT - 1), null));
    }

    private static Optional<PortLease> tryTake(Path directory, int port) {
        Optional<LockFile> lock = LockFile.tryAcquire(directory.resolve("port-" + port + ".lock"));
        if (lock.isPresent() && !isFree(port)) {
            lock.get().close();
            return Optional.empty();
        }
        return lock.map(held -> new PortLease(port, held));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a connection of the last server in TIME_WAIT is no hindrance
            socket.bind(new InetSocketAddress(port));
        } catch (IOException inUse) {
            return false;
        }
        return !Loopback.isOpen(port); // BSD lets a socket of all addresses beside one of the loopback
    }

    @Override
    public void close() {
        lock.close();
    }
}
