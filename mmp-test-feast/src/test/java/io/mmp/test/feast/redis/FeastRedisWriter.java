package io.mmp.test.feast.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.protobuf.Timestamp;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.redis.RedisClient;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of entities into Redis as {@code feast materialize} of Feast 0.67 does, which takes a minute and a half for a million.
 *
 * <p>{@code FeastRedisWriterTests} holds it against what that wrote, byte by byte.
 */
public final class FeastRedisWriter implements Closeable {

    private static final int SENT = 1_000;

    private final RedisClient redis;
    private final String project;
    private int unanswered;

    public FeastRedisWriter(URI redis, String project) throws IOException {
        this.redis = RedisClient.open(redis);
        this.project = project;
    }

    /** Write the values of an entity, in the order of the view's features. */
    public void write(FeatureView view, List<?> key, Instant event, List<? extends @Nullable Object> values)
            throws IOException {
        List<byte[]> command = new ArrayList<>(List.of("HSET".getBytes(UTF_8), entity(view, key, project)));
        command.addAll(fields(view, event, values));
        send(command);
    }

    /** Delete all values of an entity. */
    public void delete(FeatureView view, List<?> key) throws IOException {
        send(List.of("DEL".getBytes(UTF_8), entity(view, key, project)));
    }

    private void send(List<byte[]> command) throws IOException {
        redis.send(command);
        if (++unanswered == SENT) {
            flush();
        }
    }

    /** Wait until Redis has done all of it. */
    public void flush() throws IOException {
        redis.flush();
        for (; unanswered > 0; unanswered--) {
            redis.answer();
        }
    }

    static byte[] entity(FeatureView view, List<?> key, String project) {
        List<Field> joinKeys = view.joinKeys();
        ByteArrayOutputStream entity = new ByteArrayOutputStream();
        entity.writeBytes(EntityKey.write(
                joinKeys.stream().map(Field::name).toList(),
                IntStream.range(0, joinKeys.size())
                        .mapToObj(i -> ProtoValues.of(joinKeys.get(i).type(), key.get(i)))
                        .toList()));
        entity.writeBytes(project.getBytes(UTF_8));
        return entity.toByteArray();
    }

    /** Return the fields of the hash of an entity, each one's name before its value. */
    static List<byte[]> fields(FeatureView view, Instant event, List<? extends @Nullable Object> values) {
        List<byte[]> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Field feature = view.features().get(i);
            fields.add(Hashing.murmur3_32_fixed()
                    .hashString(view.name() + ":" + feature.name(), UTF_8)
                    .asBytes());
            fields.add(ProtoValues.of(feature.type(), values.get(i)).toByteArray());
        }
        fields.add(("_ts:" + view.name()).getBytes(UTF_8));
        fields.add(Timestamp.newBuilder()
                .setSeconds(event.getEpochSecond())
                .setNanos(event.getNano())
                .build()
                .toByteArray());
        return fields;
    }

    /** Wait until Redis has done all of it, and disconnect. */
    @Override
    public void close() throws IOException {
        try (redis) {
            flush();
        }
    }
}
