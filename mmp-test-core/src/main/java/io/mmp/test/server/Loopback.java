package io.mmp.test.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The addresses of this machine that lead nowhere else. */
final class Loopback {

    static final byte[] V4 = {127, 0, 0, 1};
    static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final int CONNECT_MILLIS = 1_000;

    private Loopback() {}

    /** Tell whether a connection to the port is made, of IPv4 or IPv6. */
    static boolean isOpen(int port) {
        return accepts(V4, port) || accepts(V6, port);
    }

    static boolean accepts(byte[] address, int port) {
        if (port == 0) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(address), port), CONNECT_MILLIS);
            return true;
        } catch (IOException closedOrNoSuchAddress) {
            return false;
        }
    }
}
