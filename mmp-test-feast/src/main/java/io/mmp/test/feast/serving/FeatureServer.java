package io.mmp.test.feast.serving;

import io.mmp.test.feast.registry.FeatureRegistry;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * A Feast feature server inside this JVM: what the Feast Java SDK talks to, over any {@link OnlineStore}.
 *
 * <p>It serves {@code feast.serving.ServingService}, and {@code GrpcFeatureServer/GetOnlineFeatures} as {@code feast listen} does. The
 * reference is {@code feast listen} of Feast 0.67, in these points too:
 * <ul>
 *   <li>the vectors of the join keys come first, with the status PRESENT and the event timestamp 1970;
 *   <li>the TTL is not enforced, and an expired value is PRESENT (Feast's server in Go says OUTSIDE_MAX_AGE, and returns it as well);
 *   <li>a null is PRESENT, not NULL_VALUE;
 *   <li>unknown views, features and feature services, and features of one name, are refused with its statuses and words (its server in
 *       Go returns nulls for unknown features).
 * </ul>
 * It differs where the reference says nothing or nothing useful: a join key that is missing, null or of another type than the view's is
 * refused with INVALID_ARGUMENT, and so is a column that is no join key. It listens on the loopback only, without TLS.
 *
 * @since 0.1.0
 */
public final class FeatureServer implements AutoCloseable {

    private final LoopbackServer server;
    private final SdkClient client;

    private FeatureServer(LoopbackServer server) {
        this.server = server;
        this.client = server.client();
    }

    /** Start a server on a free port of the loopback; the registry is asked anew for each request. */
    public static FeatureServer start(Supplier<FeatureRegistry> registry, OnlineStore store) {
        return new FeatureServer(LoopbackServer.start(new ServingService(registry, store)));
    }

    /** Return where the server listens, for clients of one's own. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Return a client of this server, which is closed with it. */
    public SdkClient client() {
        return client;
    }

    /** Stop listening, cut off what is under way, and end all threads. */
    @Override
    public void close() {
        client.close();
        server.close();
    }
}
