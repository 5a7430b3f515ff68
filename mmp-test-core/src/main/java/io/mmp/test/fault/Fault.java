package io.mmp.test.fault;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One way in which a network, or the server behind it, fails. The faults of the first group are those of Toxiproxy, with its meanings.
 *
 * <pre>{@code
 * try (ActiveFault slow = proxy.inject(Fault.latency(Duration.ofMillis(300)).withJitter(Duration.ofMillis(50)))) {
 *     ...
 * }
 * }</pre>
 *
 * <p>A fault is of the answers (what the server sends) unless {@link #ofRequests()} or {@link #ofBothDirections()} says otherwise;
 * those of whole connections ({@link #down()}, {@link #reset}, {@link #halfOpen()}) have no direction. It hits each connection unless {@link #forShare} says
 * otherwise. Values: each {@code with} returns a copy.
 *
 * @since 0.1.0
 */
public final class Fault {

    private static final Duration LONGEST = Duration.ofDays(366);

    private final Kind kind;
    private final Set<Direction> directions;
    private final double share;

    private Fault(Kind kind, Set<Direction> directions, double share) {
        this.kind = kind;
        this.directions = directions;
        this.share = share;
    }

    private static Fault ofAnswers(Kind kind) {
        return new Fault(kind, EnumSet.of(Direction.DOWNSTREAM), 1);
    }

    private static Fault ofConnections(Kind kind) {
        return new Fault(kind, EnumSet.allOf(Direction.class), 1);
    }

    /** Delay all data by a time; they keep their order, and the throughput. */
    public static Fault latency(Duration latency) {
        return ofAnswers(new Latency(atLeastZero("Latency", latency), Duration.ZERO));
    }

    /** Let no more than a number of bytes a second through. */
    public static Fault bandwidth(long bytesPerSecond) {
        return ofAnswers(new Bandwidth(atLeast(1, "Bandwidth in bytes a second", bytesPerSecond)));
    }

    /** Delay the end of a stream by a time: the sender has closed, the receiver waits on. */
    public static Fault slowClose(Duration delay) {
        return ofAnswers(new SlowClose(atLeastZero("Delay of the end", delay)));
    }

    /** Let nothing through, and close the connection after a time; or when the fault is over, if data were lost by then. */
    public static Fault timeout(Duration after) {
        return ofAnswers(new Stall(Optional.of(atLeastZero("Time until the connection is closed", after))));
    }

    /** Let nothing through for as long as the fault lasts; then close the connection, if data were lost. */
    public static Fault stall() {
        return ofAnswers(new Stall(Optional.empty()));
    }

    /** Cut data into slices: some bytes each, up to a number more or fewer, with a time between two. */
    public static Fault slices(int averageBytes, int variation, Duration delay) {
        atLeast(1, "Size of a slice in bytes", averageBytes);
        if (variation < 0 || variation >= averageBytes) {
            throw new FaultException(
                    "Variation of a slice must be from 0 to %s, one less than its average size, but is %s."
                            .formatted(averageBytes - 1, variation));
        }
        return ofAnswers(new Slices(averageBytes, variation, atLeastZero("Delay between slices", delay)));
    }

    /** Close the connection after a number of bytes. */
    public static Fault limit(long bytes) {
        return ofAnswers(new Limit(atLeast(0, "Limit in bytes", bytes)));
    }

    /** Reset each connection (TCP RST) a time after it was opened, or after the fault began. The server gets requests until then, the client no answer. */
    public static Fault reset(Duration after) {
        return ofConnections(new Reset(atLeastZero("Time until the reset", after)));
    }

    /** Refuse connections on the same port, and close those that are open. It hits all connections: a share cannot be given. */
    public static Fault down() {
        return ofConnections(new Down());
    }

    /**
     * Lose all that is sent, in both directions, without telling either side: the cable is cut, or the peer lost its power. A client without a timeout of its own waits for ever; a new
     * connection is accepted, and silent. When the fault is over the connection is reset, as by a peer that no longer knows it.
     */
    public static Fault halfOpen() {
        return ofConnections(new HalfOpen());
    }

    /** Answer HTTP requests with a status, without asking the server. A share is one of the requests. Needs HTTP/1.1 in the clear: {@link ActiveFault#hits()} says whether it was. */
    public static Fault httpStatus(int status) {
        if (status < 200 || status > 599) {
            throw new FaultException("Status must be from 200 to 599, but is %s.".formatted(status));
        }
        return ofConnections(new HttpStatus(status));
    }

    /**
     * Change bytes in the bodies of HTTP answers, at least one, and neither their length nor the headers. A share is one of the
     * requests. Needs HTTP/1.1 in the clear: {@link ActiveFault#hits()} says whether it was.
     */
    public static Fault corruptBody() {
        return ofConnections(new CorruptBody());
    }

    /** Return this latency with a jitter: each delay is up to so much shorter or longer, evenly, and never less than 0. */
    public Fault withJitter(Duration jitter) {
        if (!(kind instanceof Latency latency)) {
            throw new FaultException("A jitter is of a latency, but this is %s.".formatted(this));
        }
        return new Fault(new Latency(latency.latency(), atLeastZero("Jitter", jitter)), directions, share);
    }

    /** Return this fault for what clients send. */
    public Fault ofRequests() {
        return inDirections(EnumSet.of(Direction.UPSTREAM));
    }

    /** Return this fault for what clients send and for what the server answers. */
    public Fault ofBothDirections() {
        return inDirections(EnumSet.allOf(Direction.class));
    }

    /** Return this fault for a share of the connections, or of the requests where it is one of HTTP; which, is drawn from the seed of the proxy. */
    public Fault forShare(double newShare) {
        if (!(newShare > 0 && newShare <= 1)) {
            throw new FaultException("Share must be above 0 and at most 1, but is %s.".formatted(newShare));
        }
        if (kind instanceof Down && newShare < 1) {
            throw new FaultException(
                    "A proxy that is down is so for all: a share of %s cannot be given. Use reset(...).forShare(%s)."
                            .formatted(newShare, newShare));
        }
        return new Fault(kind, directions, newShare);
    }

    private Fault inDirections(Set<Direction> newDirections) {
        if (kind.isOfConnections()) {
            throw new FaultException(
                    "A direction cannot be given to %s, which is of whole connections.".formatted(this));
        }
        return new Fault(kind, newDirections, share);
    }

    Kind kind() {
        return kind;
    }

    boolean isIn(Direction direction) {
        return directions.contains(direction);
    }

    double share() {
        return share;
    }

    /** Return what this is, such as {@code latency of 300 ms for 20 % of the connections}. */
    @Override
    public String toString() {
        String what = kind.toString();
        if (!kind.isOfConnections() && isIn(Direction.UPSTREAM)) {
            what += isIn(Direction.DOWNSTREAM) ? ", both directions" : ", of requests";
        }
        return share == 1
                ? what
                : "%s for %s %% of the %s"
                        .formatted(
                                what,
                                Kind.number(BigDecimal.valueOf(share).movePointRight(2)),
                                kind.isOfHttp() ? "requests" : "connections");
    }

    private static Duration atLeastZero(String name, Duration duration) {
        if (requireNonNull(duration, name).isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new FaultException("%s must be from 0 to a year, but is %s.".formatted(name, duration));
        }
        return duration;
    }

    private static long atLeast(long least, String name, long value) {
        if (value < least) {
            throw new FaultException("%s must be at least %s, but is %s.".formatted(name, least, value));
        }
        return value;
    }
}
