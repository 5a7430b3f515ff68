package io.mmp.test.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Runs a program in the JVM of a {@link ListenProbe}: told is a file, then come its class and its arguments. */
final class ListenProbeMain {

    private static @Nullable Path told;

    private ListenProbeMain() {}

    /** Let nothing listen, and run the program. */
    @SuppressWarnings("deprecation") // nothing else leads server sockets elsewhere
    public static void main(String[] arguments) throws Throwable {
        told = Path.of(arguments[0]);
        InputStream ofParent = System.in;
        System.setIn(InputStream.nullInputStream());
        Thread watch = new Thread(() -> endWith(ofParent), "mmp-listen-probe");
        watch.setDaemon(true);
        watch.start();
        ServerSocket.setSocketFactory(ProbedSocketImpl::new);
        try {
            Class.forName(arguments[1]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 2, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWith(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It is gone as well.
        }
        Runtime.getRuntime().halt(1);
    }

    /** Tell the address that a server would listen on, and end the program. */
    static RuntimeException tell(@Nullable SocketAddress address) {
        if (address == null) {
            return tell(new InetSocketAddress(0));
        }
        InetSocketAddress asked = (InetSocketAddress) address;
        InetAddress host = asked.getAddress();
        if (host == null) {
            // As the JDK's own sockets do with a name that nobody knows.
            throw new UnresolvedAddressException();
        }
        try {
            Path file = told;
            if (file != null) {
                Files.writeString(file, asked.getPort() + " " + host.getHostAddress());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(0);
        return new IllegalStateException("halted");
    }
}
