package io.mmp.test.feast.parity;

import io.mmp.test.database.RedisServer;
import io.mmp.test.feast.benchmark.Contest;
import io.mmp.test.server.ManagedServer;

/**
 * Compares the comparison by ranges of keys with one of the whole table and of the whole store, read into the JVM first, on the same file
 * of DuckDB and the same real Redis, one after the other.
 *
 * <p>50,000 entities of three rows and three features each, all of which agree. Each contender has a process of its own, with the heap that
 * it needs.
 */
final class StreamedBenchmark {

    private static final int KEYS = 50_000;

    private StreamedBenchmark() {}

    /** Print the CPU seconds, wall seconds and memory of each contender, and their ratios to those of the local one. */
    public static void main(String[] args) throws Exception {
        if (!RedisServer.isInstalled()) {
            System.out.println("Streamed parity: not measured, since redis-server is not in PATH.");
            return;
        }
        try (Contest contest = new Contest(StreamedBenchmark.class);
                ManagedServer redis = ManagedServer.start(RedisServer.spec())) {
            ServedTable table =
                    ServedTable.fill("jdbc:duckdb:" + contest.file("features.duckdb"), redis.uri(), "speed", KEYS);
            for (String way : new String[] {"local", "streamed"}) {
                contest.runJava(
                        way,
                        way.equals("local") ? "1g" : "48m",
                        "StreamedContender",
                        way,
                        table.url(),
                        table.redis(),
                        table.project(),
                        table.keys());
            }
            contest.print();
        }
    }
}
