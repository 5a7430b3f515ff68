package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.parity.ServedTable.AS_OF;
import static io.mmp.test.feast.parity.ServedTable.VIEW;

import io.mmp.test.feast.benchmark.Contender;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.redis.RedisOnlineStore;
import io.mmp.test.feast.serving.SdkClient;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;
import java.net.URI;

/** One way to compare a {@link ServedTable}, as a contender of the benchmark. */
final class StreamedContender {

    private static final String WHOLE = "read, ask and compare";

    private StreamedContender() {}

    /** Measure the comparison, and of the local one its parts. */
    public static void main(String[] args) throws Exception {
        ServedTable table = new ServedTable(args[1], URI.create(args[2]), args[3], Integer.parseInt(args[4]));
        try (RedisOnlineStore redis = RedisOnlineStore.at(table.redis(), table.project());
                SdkClient client = StreamedJvm.client(table, redis)) {
            OnlineLookup online = (entities, features) -> client.read(StreamedJvm.registry(table), entities, features);
            if (args[0].equals("local")) {
                measureLocal(table, online);
            } else {
                Contender.measure(
                        WHOLE,
                        () -> assertThat(table.source())
                                .usingProgress(line -> {})
                                .isServedBy(online, AS_OF));
            }
        }
        Contender.finish();
    }

    private static void measureLocal(ServedTable table, OnlineLookup online) throws Exception {
        Contender.measure(WHOLE, () -> {
            OnlineFeatures served = StreamedJvm.readAll(StreamedJvm.entities(table), online);
            return assertThat(served).agreesWith(AS_OF, VIEW.from(StreamedJvm.rows(table)));
        });
        Table entities = StreamedJvm.entities(table);
        OnlineFeatures served = Contender.measure("ask alone", () -> StreamedJvm.readAll(entities, online));
        FeatureSource source = VIEW.from(Contender.measure("read alone", () -> StreamedJvm.rows(table)));
        Contender.measure("compare alone", () -> assertThat(served).agreesWith(AS_OF, source));
    }
}
