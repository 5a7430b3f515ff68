package io.mmp.test.server;

import java.util.List;
import java.util.Set;

/** The TCP sockets of this machine that listen. */
interface ListeningSockets {

    /**
     * A socket on which the loopback is answered.
     *
     * @param id what its owners are found by
     * @param address on which it listens; the kernel hands a connection to the first of these that there is
     */
    record Socket(String id, Address address) {}

    /** An address to listen on, the most specific one first. */
    enum Address {
        LOOPBACK_V4,
        ANY_V4,
        ANY_V6,
        LOOPBACK_V6
    }

    /** Tell whether a connection to the port would be made. */
    boolean isOpen(int port);

    /** Find the sockets that listen on a port of the loopback; none if this cannot be known. */
    List<Socket> on(int port);

    /** Find the processes that have one of these sockets. */
    List<ProcessHandle> owners(List<Socket> sockets);

    /** Return the ports on which a process listens, on any address. */
    Set<Integer> portsOf(long pid);

    /** Tell whether the owners of sockets can be known. */
    boolean knowOwners();
}
