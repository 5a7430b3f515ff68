package io.mmp.test.fault;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A fault in place. */
final class Injection {

    private final Fault fault;
    private final long seed;
    private final AtomicLong hits = new AtomicLong();
    private final Set<Long> connectionsHit = new HashSet<>();

    Injection(Fault fault, long seed) {
        this.fault = fault;
        this.seed = seed;
    }

    Fault fault() {
        return fault;
    }

    long hits() {
        return hits.get();
    }

    /** Count a connection, once. */
    void hit(Connection connection) {
        if (connectionsHit.add(connection.number())) {
            hits.incrementAndGet();
        }
    }

    /** Count a request. */
    void hitRequest() {
        hits.incrementAndGet();
    }

    /** Return what is drawn for one connection: the same for the same seed, order of faults and order of connections, whatever else happens. */
    SplittableRandom random(long connection, Direction direction) {
        return new SplittableRandom(mix(mix(seed) + 2 * connection + (direction == Direction.UPSTREAM ? 0 : 1)));
    }

    /** Return whether a connection is one of the share. */
    boolean strikes(long connection) {
        return fault.kind().isOfHttp()
                || fault.share() == 1
                || new SplittableRandom(mix(mix(seed ^ 0x5DEECE66DL) + connection)).nextDouble() < fault.share();
    }

    // Neighbouring seeds must not give alike draws: Stafford's variant 13 of MurmurHash3's finalizer.
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
