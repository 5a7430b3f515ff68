package io.mmp.test.feast.parity;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** 200,000 entities in a file of DuckDB. */
@Tag("e2e")
class StreamedRedisTests extends StreamedRedisContract {

    StreamedRedisTests() {
        super(200_000);
    }

    @Override
    String url(Path data) {
        return "jdbc:duckdb:" + data.resolve("features.duckdb");
    }
}
