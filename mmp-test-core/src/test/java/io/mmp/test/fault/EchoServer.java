package io.mmp.test.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends back what it gets, and remembers it. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    EchoServer() throws IOException {
        daemon(this::accept);
    }

    URI uri() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    /** Return all that all clients have sent. */
    byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /** Return the connections that were ever made. */
    List<Socket> connections() {
        return connections;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                daemon(() -> echo(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void echo(Socket connection) {
        byte[] buffer = new byte[64 * 1024];
        try (connection) {
            for (int read = connection.getInputStream().read(buffer);
                    read >= 0;
                    read = connection.getInputStream().read(buffer)) {
                synchronized (received) {
                    received.write(buffer, 0, read);
                }
                connection.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private static void daemon(Runnable action) {
        Thread thread = new Thread(action, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
