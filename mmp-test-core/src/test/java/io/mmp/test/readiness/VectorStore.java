package io.mmp.test.readiness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** What a service depends on: it greets each connection. */
final class VectorStore implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    VectorStore() throws IOException {
        Thread thread = new Thread(this::serve, "vector-store");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getOutputStream().write('+');
            } catch (IOException e) {
                // Closed, or the client is gone.
            }
        }
    }

    URI uri() {
        return URI.create("tcp://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
