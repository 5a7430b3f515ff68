package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client's end of a connection. */
final class Client implements AutoCloseable {

    private final Socket socket;

    Client(FaultProxy proxy) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
    }

    Client send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return this;
    }

    Client end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Return as many bytes as are asked for, or fewer if the stream ends before. */
    String receive(int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), UTF_8);
    }

    String receiveAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    /** Return whether nothing comes for a while. */
    boolean hearsNothing() throws IOException {
        socket.setSoTimeout(150);
        try {
            return socket.getInputStream().read() < -1;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(10_000);
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
