package io.mmp.test.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server socket stands on in the JVM of a {@link ListenProbe}: it tells where it would be bound. */
final class ProbedSocketImpl extends SocketImpl {

    private final Map<Integer, Object> options = new HashMap<>();

    @Override
    protected void bind(InetAddress host, int port) {
        throw ListenProbeMain.tell(new InetSocketAddress(host, port));
    }

    @Override
    public void setOption(int option, Object value) {
        options.put(option, value);
    }

    @Override
    public @Nullable Object getOption(int option) {
        return options.get(option);
    }

    @Override
    protected void create(boolean stream) {
        // Nothing is needed to tell.
    }

    @Override
    protected void close() {
        // Nothing is open.
    }

    @Override
    protected void connect(String host, int port) throws IOException {
        throw unbound();
    }

    @Override
    protected void connect(InetAddress address, int port) throws IOException {
        throw unbound();
    }

    @Override
    protected void connect(SocketAddress address, int timeout) throws IOException {
        throw unbound();
    }

    @Override
    protected void listen(int backlog) throws IOException {
        throw unbound();
    }

    @Override
    protected void accept(SocketImpl accepted) throws IOException {
        throw unbound();
    }

    @Override
    protected InputStream getInputStream() throws IOException {
        throw unbound();
    }

    @Override
    protected OutputStream getOutputStream() throws IOException {
        throw unbound();
    }

    @Override
    protected int available() throws IOException {
        throw unbound();
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        throw unbound();
    }

    private static SocketException unbound() {
        return new SocketException("A server socket that was not bound");
    }
}
