package io.mmp.test.feast.redis;

import com.google.common.hash.Hashing;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.serving.OnlineRow;
import io.mmp.test.feast.serving.OnlineStore;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.redis.RedisClient;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code feast materialize} wrote into Redis, for a server that serves it to the Feast Java SDK:
 *
 * <pre>{@code
 * FeatureRegistry registry = FeatureRegistry.read(Path.of("data/registry.db"), "ranking");
 * try (RedisOnlineStore redis = RedisOnlineStore.at(URI.create("redis://127.0.0.1:6379"), "ranking");
 *         FeatureServer server = FeatureServer.start(() -> registry, redis)) {
 *     List<Row> rows = server.client().getOnlineFeatures(features, entities);
 * }
 * }</pre>
 *
 * <p>The format is that of Feast 0.67 with entity-key serialization 3: for each entity, a hash whose key is the entity key and the name
 * of the project; in it, for each feature, its value under the murmur3 hash of {@code view:feature}, and for each view its event
 * timestamp under {@code _ts:view}. As with Feast's own server, what is not there has the status PRESENT, no value, and the event
 * timestamp 1970.
 */
public final class RedisOnlineStore implements OnlineStore, AutoCloseable {

    private final URI uri;
    private final byte[] project;
    private @Nullable RedisClient connection;

    private RedisOnlineStore(URI uri, String project) {
        this.uri = uri;
        this.project = utf8(project);
    }

    /**
     * Read from this Redis, which is connected to when it is needed.
     *
     * @param uri its address, such as {@code redis://user:password@127.0.0.1:6379/1}; user, password, port and database may be missing
     * @param project the Feast project
     */
    public static RedisOnlineStore at(URI uri, String project) {
        if (!"redis".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new FeastException(
                    "'%s' is no address of a Redis. Write it as redis://127.0.0.1:6379.".formatted(uri));
        }
        return new RedisOnlineStore(uri, project);
    }

    @Override
    public synchronized List<OnlineRow> read(FeatureView view, List<String> features, List<List<Value>> keys) {
        try {
            RedisClient redis = connect();
            for (List<Value> key : keys) {
                redis.send(command(view, features, key));
            }
            redis.flush();
            List<OnlineRow> rows = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                rows.add(row(redis.values()));
            }
            return rows;
        } catch (InvalidProtocolBufferException e) {
            disconnect();
            throw new FeastException(
                    "The values of view '%s' in Redis are not what Feast writes.".formatted(view.name()), e);
        } catch (IOException e) {
            disconnect();
            throw new FeastException("Redis at %s cannot be read: %s".formatted(hostAndPort(), e.getMessage()), e);
        }
    }

    private RedisClient connect() throws IOException {
        if (connection == null) {
            connection = RedisClient.open(uri);
        }
        return connection;
    }

    /** Leave out the password. */
    private String hostAndPort() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private List<byte[]> command(FeatureView view, List<String> features, List<Value> key) {
        List<byte[]> command = new ArrayList<>();
        command.add(utf8("HMGET"));
        byte[] entity =
                EntityKey.write(view.joinKeys().stream().map(Field::name).toList(), key);
        byte[] hash = Arrays.copyOf(entity, entity.length + project.length);
        System.arraycopy(project, 0, hash, entity.length, project.length);
        command.add(hash);
        command.add(utf8("_ts:" + view.name()));
        for (String feature : features) {
            command.add(field(view.name(), feature));
        }
        return command;
    }

    private static byte[] field(String view, String feature) {
        return Hashing.murmur3_32_fixed().hashBytes(utf8(view + ":" + feature)).asBytes();
    }

    private static OnlineRow row(List<byte @Nullable []> answer) throws InvalidProtocolBufferException {
        byte[] timestamp = answer.get(0);
        List<Value> values = new ArrayList<>();
        for (byte[] value : answer.subList(1, answer.size())) {
            values.add(value == null ? Value.getDefaultInstance() : Value.parseFrom(value));
        }
        return new OnlineRow(
                FeatureStatus.PRESENT,
                timestamp == null ? Timestamp.getDefaultInstance() : Timestamp.parseFrom(timestamp),
                values);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void disconnect() {
        Closeable open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger(RedisOnlineStore.class.getName())
                        .log(System.Logger.Level.DEBUG, "The connection to Redis was not closed well", e);
            }
        }
    }

    /** Disconnect. */
    @Override
    public synchronized void close() {
        disconnect();
    }
}
