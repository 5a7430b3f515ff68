package io.mmp.test.feast.engine;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.mmp.test.contract.ColumnRule;
import io.mmp.test.contract.TableContract;
import io.mmp.test.contract.TableRows;
import io.mmp.test.contract.TableRule;
import io.mmp.test.engine.Dialect;
import io.mmp.test.engine.Engine;
import io.mmp.test.feast.engine.ScriptedResult.ScriptedColumn;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares all that each dialect asks an engine for a fixed set of questions with golden files.
 *
 * <p>{@code -Dmmp.golden.write=true} writes them again, from the directory of the module.
 */
class GoldenSqlTests {

    private static final Path SOURCES = Path.of("src", "test", "resources");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final FeatureView VIEW = FeatureView.named("drivers")
            .withJoinKey("id", ValueType.INT64)
            .withJoinKey("code", ValueType.STRING)
            .withFeature("rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withFeature("city", ValueType.STRING)
            .withFeature("active", ValueType.BOOL)
            .withTtl(Duration.ofHours(1))
            .withCreatedTimestamp("created");

    /** The engine's own names of types, and how many digits behind the point the last two have. */
    private record Names(
            String integer,
            String real,
            String text,
            String bool,
            String decimal,
            String instant,
            int decimals,
            int fraction) {

        static Names of(Dialect dialect) {
            return switch (dialect) {
                case DUCKDB ->
                    new Names("bigint", "double", "varchar", "boolean", "decimal", "timestamp with time zone", 4, 6);
                case POSTGRESQL -> new Names("int8", "float8", "text", "bool", "numeric", "timestamptz", 4, 6);
                case SPARK, DATABRICKS ->
                    new Names("bigint", "double", "string", "boolean", "decimal(18,4)", "timestamp", 4, 6);
                case TRINO ->
                    new Names(
                            "bigint",
                            "double",
                            "varchar",
                            "boolean",
                            "decimal(18,4)",
                            "timestamp(6) with time zone",
                            4,
                            6);
                case BIGQUERY -> new Names("INT64", "FLOAT64", "STRING", "BOOL", "NUMERIC", "TIMESTAMP", 4, 6);
                case SNOWFLAKE -> new Names("NUMBER", "DOUBLE", "VARCHAR", "BOOLEAN", "NUMBER", "TIMESTAMPLTZ", 4, 9);
            };
        }

        ScriptedColumn column(String name, ValueType type) {
            return switch (type) {
                case INT64 -> new ScriptedColumn(name, integer, 0);
                case DOUBLE -> new ScriptedColumn(name, real, 0);
                case STRING -> new ScriptedColumn(name, text, 0);
                case BOOL -> new ScriptedColumn(name, bool, 0);
                case DECIMAL -> new ScriptedColumn(name, decimal, decimals);
                default -> new ScriptedColumn(name, instant, fraction);
            };
        }
    }

    /** A column, a rule, and a value that breaks it. */
    private record Broken(
            String column,
            ValueType type,
            ColumnRule rule,
            @Nullable Object value) {}

    private static final List<Broken> RULES = List.of(
            new Broken("id", ValueType.INT64, ColumnRule.notNull(), null),
            new Broken("id", ValueType.INT64, ColumnRule.unique(), 3),
            new Broken("id", ValueType.INT64, ColumnRule.between(-5, 1), 3),
            new Broken("id", ValueType.INT64, ColumnRule.multipleOf(5), 3),
            new Broken("id", ValueType.INT64, ColumnRule.oneOf(0, 1), 3),
            new Broken("id", ValueType.INT64, ColumnRule.nullShareAtMost(0.1), 3),
            new Broken("rate", ValueType.DOUBLE, ColumnRule.unique(), 3.0),
            new Broken("rate", ValueType.DOUBLE, ColumnRule.between(0, 0.5), 3.0),
            new Broken("rate", ValueType.DOUBLE, ColumnRule.finite(), Double.POSITIVE_INFINITY),
            new Broken("rate", ValueType.DOUBLE, ColumnRule.oneOf(0.1, 0.25), 3.0),
            new Broken("rate", ValueType.DOUBLE, ColumnRule.meanBetween(0, 1), 3.0),
            new Broken("rate", ValueType.DOUBLE, ColumnRule.quantileBetween(0.5, 0, 1), 3.0),
            new Broken("rate", ValueType.DOUBLE, ColumnRule.shareBetween(0.1, 0, 0.1), 3.0),
            new Broken("fare", ValueType.DECIMAL, ColumnRule.atMost(new BigDecimal("1.5")), new BigDecimal("3.0000")),
            new Broken("fare", ValueType.DECIMAL, ColumnRule.unique(), new BigDecimal("3.0000")),
            new Broken("city", ValueType.STRING, ColumnRule.unique(), "Oslo"),
            new Broken("city", ValueType.STRING, ColumnRule.length(1, 2), "Oslo"),
            new Broken("city", ValueType.STRING, ColumnRule.matches("(a|it's)+?\\.?[^A-Z]*"), "Oslo"),
            new Broken("city", ValueType.STRING, ColumnRule.oneOf("it's", "a\\b\n"), "Oslo"),
            new Broken("active", ValueType.BOOL, ColumnRule.oneOf(true), false),
            new Broken("at", ValueType.UNIX_TIMESTAMP, ColumnRule.atMost(NOON), "2026-01-02 00:00:00"),
            new Broken(
                    "at",
                    ValueType.UNIX_TIMESTAMP,
                    ColumnRule.freshWithin(Duration.ofHours(1)),
                    "2026-01-02 00:00:00"));

    private final List<String> lines = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void asks_in_sql_that_is_known(Dialect dialect) throws IOException {
        Names names = Names.of(dialect);
        UnaryOperator<String> spelled =
                dialect == Dialect.SNOWFLAKE ? name -> name.toUpperCase(Locale.ROOT) : UnaryOperator.identity();
        trainingSets(dialect, names, spelled);
        contracts(dialect, names, spelled);
        String resource = "/io/mmp/test/feast/engine/golden/%s.sql"
                .formatted(dialect.name().toLowerCase(Locale.ROOT));
        String asked = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("mmp.golden.write")) {
            Path file = SOURCES.resolve(resource.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, asked);
            return;
        }
        try (InputStream golden = GoldenSqlTests.class.getResourceAsStream(resource)) {
            assertNotNull(golden, resource);
            assertThat(asked).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void trainingSets(Dialect dialect, Names names, UnaryOperator<String> spelled) {
        ScriptedEngine scripted = new ScriptedEngine(dialect, names.column("number", ValueType.INT64));
        List<ScriptedColumn> features = new ArrayList<>();
        VIEW.joinKeys().forEach(key -> features.add(names.column(spelled.apply(key.name()), key.type())));
        VIEW.features().forEach(feature -> features.add(names.column(spelled.apply(feature.name()), feature.type())));
        List<ScriptedColumn> training = new ArrayList<>(features);
        training.add(names.column(spelled.apply("event_timestamp"), ValueType.UNIX_TIMESTAMP));
        scripted.addTable("ml.training", training);
        List<ScriptedColumn> rows = new ArrayList<>(training);
        rows.add(names.column(spelled.apply("created"), ValueType.UNIX_TIMESTAMP));
        scripted.addTable("ml.drivers", rows);
        Object instant = isTyped(dialect) ? NOON.atOffset(ZoneOffset.UTC) : "2026-01-01 12:00:00";
        scripted.answer("cause", names.column("cause", ValueType.STRING), "UNTOLD");
        scripted.answer("rk1", names.column("rk1", ValueType.STRING), "it's");
        scripted.answer("rt", names.column("rt", ValueType.UNIX_TIMESTAMP), instant);
        scripted.answer("rx0", names.column("rx0", ValueType.DOUBLE), 0.5);
        scripted.answer("rx2", names.column("rx2", ValueType.STRING), "Oslo");
        scripted.answer("rx3", names.column("rx3", ValueType.BOOL), true);
        for (int i = 0; i < rows.size(); i++) {
            int place = List.of(0, 1, 6, 7, 2, 3, 4, 5).get(i);
            scripted.answer("c" + i, rows.get(place), null);
        }
        Engine engine = scripted.engine();
        TrainingSet set = TrainingSet.in(engine, "ml.training").with(VIEW, "ml.drivers");
        ask(scripted, "is point-in-time correct", () -> assertThat(set).isPointInTimeCorrect());
        ask(
                scripted,
                "is point-in-time correct by knowledge time, as of an instant",
                () -> assertThat(set).asOf(NOON).usingKnowledgeTime().isPointInTimeCorrect());
        ask(
                scripted,
                "is point-in-time correct for one entity in a hundred",
                () -> assertThat(set).usingOneEntityIn(100, 0.001).isPointInTimeCorrect());
    }

    /** Tell whether the driver gives objects of java.time. */
    private static boolean isTyped(Dialect dialect) {
        return dialect == Dialect.DUCKDB || dialect == Dialect.POSTGRESQL;
    }

    private void contracts(Dialect dialect, Names names, UnaryOperator<String> spelled) {
        ScriptedEngine scripted = new ScriptedEngine(dialect, names.column("number", ValueType.INT64));
        List<ScriptedColumn> columns = new ArrayList<>();
        RULES.forEach(broken -> columns.add(names.column(spelled.apply(broken.column()), broken.type())));
        List<ScriptedColumn> distinct = columns.stream().distinct().toList();
        scripted.addTable("ml.trips", distinct);
        scripted.addTable("ml.drivers", distinct);
        Engine engine = scripted.engine();
        TableRows rows = TableRows.in(engine.table("ml.trips"));
        for (Broken broken : RULES) {
            String column = spelled.apply(broken.column());
            Object value = isTyped(dialect) && broken.type() == ValueType.UNIX_TIMESTAMP && broken.value() != null
                    ? NOON.plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC)
                    : broken.value();
            scripted.answer(broken.column(), names.column(column, broken.type()), value);
            TableContract contract = TableContract.of("trips").withColumn(column, broken.type(), broken.rule());
            ask(
                    scripted,
                    "%s %s".formatted(broken.column(), broken.rule().toString().replace("\n", "\\n")),
                    () -> contract.judge(rows.asOf(NOON)));
        }
        TableContract keys = TableContract.of("trips")
                .withColumn(spelled.apply("id"), ValueType.INT64)
                .withColumn(spelled.apply("city"), ValueType.STRING);
        ask(
                scripted,
                "id and city are one key",
                () -> keys.withRule(TableRule.unique(spelled.apply("id"), spelled.apply("city")))
                        .judge(rows.asOf(NOON)));
        ask(
                scripted,
                "id and city refer to others",
                () -> keys.withRule(TableRule.references(
                                List.of(spelled.apply("id"), spelled.apply("city")),
                                "drivers",
                                List.of(spelled.apply("id"), spelled.apply("city"))))
                        .judge(rows.asOf(NOON).withOther("drivers", TableRows.in(engine.table("ml.drivers")))));
    }

    private void ask(ScriptedEngine scripted, String question, Runnable answered) {
        Throwable found = catchThrowable(answered::run);
        // A training set is found wrong, which the engine is asked to explain; a contract has a result.
        if (found != null) {
            assertThat(found).as(question).isInstanceOf(AssertionError.class);
        }
        List<String> statements = scripted.takeStatements();
        assertThat(statements).as(question).hasSizeGreaterThan(1);
        lines.add("-- " + question);
        statements.forEach(statement -> lines.add(statement.replace("\n", "\\n") + ";"));
    }
}
