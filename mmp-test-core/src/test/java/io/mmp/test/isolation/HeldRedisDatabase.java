package io.mmp.test.isolation;

import java.io.IOException;

/** Has a database on the Redis server at the port that is given, with a key in it, until this JVM is killed. */
final class HeldRedisDatabase {

    private HeldRedisDatabase() {}

    public static void main(String[] args) throws IOException {
        SharedRedis server =
                SharedRedis.at("127.0.0.1", Integer.parseInt(args[0])).withPassword("secret");
        try (RedisDatabase database = RedisDatabase.open(server)) {
            RedisIsolationTests.put(database);
            System.out.println(database.index());
            System.in.read();
        }
    }
}
