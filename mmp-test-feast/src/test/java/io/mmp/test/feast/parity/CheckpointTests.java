package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.parity.Drivers.ENTITIES;
import static io.mmp.test.feast.parity.Drivers.ROWS;
import static io.mmp.test.feast.parity.Drivers.SOURCE;
import static io.mmp.test.feast.parity.Drivers.TEN;
import static io.mmp.test.feast.parity.Drivers.TRIPS;
import static io.mmp.test.feast.parity.Drivers.VIEW;
import static io.mmp.test.feast.parity.Drivers.assertRefused;
import static io.mmp.test.feast.parity.Drivers.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.EngineUnderTest;
import io.mmp.test.feast.online.OnlineException;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts comparisons off, and goes on with them. */
class CheckpointTests {

    private static final EngineUnderTest DUCKDB = EngineUnderTest.duckdb("checkpoints");
    private static final Engine ENGINE = DUCKDB.engine();
    private static final EngineSource TABLE = EngineSource.of(VIEW, ENGINE.table("drivers"));

    /** Driver 1 has 17 trips. */
    private static final OnlineFeatures WRONG = with(
            Drivers.served(SOURCE, ENTITIES.rows(0, 1, 2)), TRIPS, 1, value -> value.withValue(ValueType.INT64, 17L));

    private static Connection keptOpen;

    private Path file;

    @BeforeAll
    static void write() throws SQLException {
        keptOpen = DriverManager.getConnection(DUCKDB.url());
        DUCKDB.write(Map.of("drivers", ROWS, "others", ROWS));
    }

    @AfterAll
    static void close() throws SQLException {
        keptOpen.close();
    }

    @BeforeEach
    void name(@TempDir Path directory) {
        file = directory.resolve("new").resolve("parity.checkpoint");
    }

    /** A store that is gone after so many questions. */
    private static OnlineLookup goneAfter(int answers, List<Table> asked) {
        OnlineLookup store = new GeneratedFeatures(ROWS, WRONG)::read;
        return (entities, features) -> {
            asked.add(entities);
            if (asked.size() > answers) {
                throw new IllegalStateException("connection refused.");
            }
            return store.read(entities, features);
        };
    }

    private static OnlineLookup store() {
        return goneAfter(9, new ArrayList<>());
    }

    private EngineSourceAssert comparison(EngineSource source) {
        return assertThat(source).usingRangesOf(1).usingCheckpoint(file);
    }

    /** Compare so many drivers, and leave a checkpoint. */
    private void cutOff(EngineSource source, int drivers) {
        assertThatExceptionOfType(OnlineException.class)
                .isThrownBy(() -> comparison(source).isServedBy(goneAfter(drivers, new ArrayList<>()), TEN))
                .withMessage(
                        "The online store did not answer for 1 entity, the first of which is driver_id=%s: connection refused. Compared before: up to driver_id=%s. Run it again: it goes on from there, by %s.",
                        drivers + 1, drivers, file);
        assertThat(file).exists();
    }

    private static String failure(EngineSourceAssert comparison, OnlineLookup store) {
        AssertionError failure = catchThrowableOfType(AssertionError.class, () -> comparison.isServedBy(store, TEN));
        assertThat(failure).as("of 17 trips").isNotNull();
        return String.valueOf(failure.getMessage());
    }

    private static List<Object> firsts(List<Table> asked) {
        return asked.stream()
                .map(entities -> entities.column("driver_id").get(0))
                .toList();
    }

    @Test
    void a_run_that_was_cut_off_is_gone_on_with() {
        String whole = failure(assertThat(TABLE), store());
        cutOff(TABLE, 2);

        List<Table> asked = new ArrayList<>();
        String resumed = failure(comparison(TABLE), goneAfter(9, asked));

        assertThat(resumed).isEqualTo(whole).contains("1 of 9 values is wrong (value: 1)");
        assertThat(firsts(asked)).containsExactly(3L);
        assertThat(file).doesNotExist();
    }

    @Test
    void ranges_of_another_size_go_on_as_well() {
        String whole = failure(assertThat(TABLE), store());
        cutOff(TABLE, 1);

        List<Table> asked = new ArrayList<>();
        assertThat(failure(comparison(TABLE).usingRangesOf(50), goneAfter(9, asked)))
                .isEqualTo(whole);

        assertThat(asked).extracting(Table::rowCount).containsExactly(2);
        assertThat(firsts(asked)).containsExactly(2L);
    }

    private void assertOfAnother(EngineSource source, String found, String now) {
        assertRefused(
                () -> comparison(source).isServedBy(store(), TEN),
                "Checkpoint %s is of another comparison: its %s, and is %s now. Delete it to compare from the start, or name another file."
                        .formatted(file, found, now));
    }

    @Test
    void a_checkpoint_of_another_table_view_or_range_of_keys_is_refused() {
        cutOff(TABLE, 2);

        assertOfAnother(EngineSource.of(VIEW, ENGINE.table("others")), "table was 'drivers'", "'others'");
        String query = "SELECT * FROM drivers WHERE driver_id >= 2";
        EngineSource part = EngineSource.of(VIEW, ENGINE.query(query));
        assertOfAnother(part, "table was 'drivers'", String.valueOf(part.table()));
        FeatureView older = VIEW.withTtl(Duration.ofHours(3));
        EngineSource otherView = EngineSource.of(older, ENGINE.table("drivers"));
        assertOfAnother(otherView, "view was " + TABLE, otherView.toString());
        EngineSource otherFeatures = TABLE.select("trips");
        assertOfAnother(otherFeatures, "view was " + TABLE, otherFeatures.toString());
        assertRefused(
                () -> comparison(TABLE).isServedBy(store(), TEN.plusSeconds(1)),
                "Checkpoint %s is of another comparison: its as of was 2026-01-01T10:00:00Z, and is 2026-01-01T10:00:01Z now. Delete it to compare from the start, or name another file."
                        .formatted(file));
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> comparison(TABLE)
                        .using(ParityRules.strict().ignoringTypes())
                        .isServedBy(store(), TEN))
                .withMessageContaining("its rules was ");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> comparison(TABLE).materializedUntil(TEN).arrivedIn(store()))
                .withMessageContaining("its comparison was parity, and is ingestion now.");
        assertThat(file).as("refused, and kept").exists();
    }

    @Test
    void a_checkpoint_of_other_rows_or_one_that_is_damaged_is_refused() throws IOException, SQLException {
        DUCKDB.write(Map.of("growing", ROWS));
        EngineSource growing = EngineSource.of(VIEW, ENGINE.table("growing"));
        cutOff(growing, 1);
        String kept = Files.readString(file);
        String damaged =
                "Checkpoint %s cannot be read, or is damaged. Delete it to compare from the start.".formatted(file);

        Files.writeString(file, kept.replace("\"1\"", "\"2\""));
        assertRefused(() -> comparison(growing).isServedBy(store(), TEN), damaged);
        Files.writeString(file, kept.substring(0, kept.length() / 2));
        assertRefused(() -> comparison(growing).isServedBy(store(), TEN), damaged);
        Files.writeString(file, kept);
        DUCKDB.execute(List.of("UPDATE growing SET trips = trips + 1 WHERE driver_id = 2"));
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> comparison(growing).isServedBy(store(), TEN))
                .withMessageContaining("is of another comparison: its rows was 6 rows, hash ");
    }

    @Test
    void its_owner_alone_can_read_the_data_in_it() throws IOException {
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions");
        Path next = file.resolveSibling("parity.checkpoint.next");
        Files.createDirectories(next.getParent());
        Files.writeString(next, "what a kill has left");
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-rw-rw-"));

        cutOff(TABLE, 1);
        assertThat(file).content().contains("driver_id").contains("INT64 17");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(next).doesNotExist();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(OnlineException.class)
                .isThrownBy(() -> comparison(TABLE).isServedBy(goneAfter(1, new ArrayList<>()), TEN));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as("that of the earlier run could be read by others")
                .isEqualTo("rw-------");
    }
}
