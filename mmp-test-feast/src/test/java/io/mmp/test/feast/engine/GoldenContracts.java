package io.mmp.test.feast.engine;

import io.mmp.test.contract.ColumnRule;
import io.mmp.test.contract.TableContract;
import io.mmp.test.contract.TableRows;
import io.mmp.test.contract.TableRule;
import io.mmp.test.engine.Engine;
import io.mmp.test.feast.engine.ScriptedResult.ScriptedColumn;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contracts whose questions golden SQL has: one for each kind of rule, which is broken. */
final class GoldenContracts {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

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
            new Broken("at", ValueType.UNIX_TIMESTAMP, ColumnRule.atMost(NOON), NOON.plusSeconds(1)),
            new Broken(
                    "at", ValueType.UNIX_TIMESTAMP, ColumnRule.freshWithin(Duration.ofHours(1)), NOON.plusSeconds(1)));

    private final GoldenSql golden;
    private final EngineNames names;
    private final ScriptedEngine scripted;
    private final Engine engine;
    private final TableRows rows;

    GoldenContracts(GoldenSql golden, EngineNames names) {
        this.golden = golden;
        this.names = names;
        this.scripted = golden.scripted();
        List<ScriptedColumn> columns = new ArrayList<>();
        RULES.forEach(broken -> columns.add(names.column(names.spelled(broken.column()), broken.type())));
        List<ScriptedColumn> distinct = columns.stream().distinct().toList();
        scripted.addTable("ml.trips", distinct);
        scripted.addTable("ml.drivers", distinct);
        this.engine = scripted.engine();
        this.rows = TableRows.in(engine.table("ml.trips")).asOf(NOON);
    }

    void ask() {
        for (Broken broken : RULES) {
            String column = names.spelled(broken.column());
            Object value = broken.value() instanceof Instant instant ? names.cell(instant) : broken.value();
            scripted.answer(broken.column(), names.column(column, broken.type()), value);
            TableContract contract = TableContract.of("trips").withColumn(column, broken.type(), broken.rule());
            golden.ask(
                    "contract-rules",
                    "%s %s".formatted(broken.column(), broken.rule().toString().replace("\n", "\\n")),
                    scripted,
                    () -> contract.judge(rows));
        }
        TableContract dates = TableContract.of("trips").withDateColumn(names.spelled("at"));
        golden.ask("contract-rules", "at is a date", scripted, () -> dates.judge(rows));
        TableContract keys = TableContract.of("trips")
                .withColumn(names.spelled("id"), ValueType.INT64)
                .withColumn(names.spelled("city"), ValueType.STRING);
        List<String> key = List.of(names.spelled("id"), names.spelled("city"));
        golden.ask(
                "contract-keys",
                "id and city are one key",
                scripted,
                () -> keys.withRule(TableRule.unique(key.toArray(String[]::new)))
                        .judge(rows));
        golden.ask(
                "contract-keys",
                "id and city refer to others",
                scripted,
                () -> keys.withRule(TableRule.references(key, "drivers", key))
                        .judge(rows.withOther("drivers", TableRows.in(engine.table("ml.drivers")))));
        golden.ask(
                "contract-keys",
                "there are ten rows at least",
                scripted,
                () -> keys.withRule(TableRule.rowCountBetween(10, 20)).judge(rows));
    }
}
