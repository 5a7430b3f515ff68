package io.mmp.test.server;

import io.mmp.test.Internal;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * The provider of channels in the JVM of a {@link ListenProbe}: that of the JDK, but for channels that would listen.
 *
 * @since 0.1.0
 */
@Internal
public final class ProbedProvider extends SelectorProvider {

    private final SelectorProvider ofJdk;

    /** Create it; the JDK does, by its name. */
    public ProbedProvider() throws ReflectiveOperationException {
        ofJdk = (SelectorProvider) Class.forName("sun.nio.ch.DefaultSelectorProvider")
                .getMethod("get")
                .invoke(null);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return new ProbedChannel(this);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        return family == StandardProtocolFamily.UNIX ? ofJdk.openServerSocketChannel(family) : new ProbedChannel(this);
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return ofJdk.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return ofJdk.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return ofJdk.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return ofJdk.openSelector();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return ofJdk.openSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        return ofJdk.openSocketChannel(family);
    }
}
