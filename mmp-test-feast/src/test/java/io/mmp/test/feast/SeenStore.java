package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A feature store that a test case saw, known by its identity: a later one may get the port of one that is gone. */
record SeenStore(Object store, InetSocketAddress address) {

    /** Look at a store, which listens. */
    static SeenStore of(Object store, InetSocketAddress address) {
        SeenStore seen = new SeenStore(store, address);
        assertThat(seen.accepts()).isTrue();
        return seen;
    }

    boolean accepts() {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
