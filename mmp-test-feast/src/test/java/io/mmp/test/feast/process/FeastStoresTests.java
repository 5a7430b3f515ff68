package io.mmp.test.feast.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FeastStoresTests {

    @Test
    void the_stores_are_postgres_and_redis_unless_others_are_named() {
        assertThat(FeastStores.from(name -> Optional.empty()))
                .isEqualTo(FeastStores.of(FeastStores.Offline.POSTGRES, FeastStores.Online.REDIS));
        assertThat(FeastStores.from(parameters(Map.of("mmp.feast.offline", "duckdb", "mmp.feast.online", "sqlite"))))
                .isEqualTo(FeastStores.of(FeastStores.Offline.DUCKDB, FeastStores.Online.SQLITE));
    }

    @Test
    void a_store_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> FeastStores.from(parameters(Map.of("mmp.feast.online", "dynamo"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mmp.feast.online must be one of [redis, sqlite, postgres], but is 'dynamo'.");
    }

    private static Function<String, Optional<String>> parameters(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }
}
