package io.mmp.test.feast.engine;

import io.mmp.test.drift.DriftCheck;
import io.mmp.test.drift.DriftTest;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.feast.engine.ScriptedResult.ScriptedColumn;
import io.mmp.test.table.ValueType;
import java.util.List;

/** The drift checks whose questions golden SQL has: one of numbers, of each type, and one of categories. */
final class GoldenDrift {

    private final GoldenSql golden;
    private final EngineNames names;

    GoldenDrift(GoldenSql golden, EngineNames names) {
        this.golden = golden;
        this.names = names;
    }

    void ask() {
        DriftCheck numbers = DriftCheck.of(
                DriftTest.kolmogorovSmirnov(), DriftTest.psi(4), DriftTest.wasserstein(), DriftTest.missingShare());
        for (ValueType type : List.of(ValueType.DOUBLE, ValueType.INT64, ValueType.DECIMAL)) {
            ask("drift-numbers", type, numbers);
        }
        DriftCheck categories =
                DriftCheck.of(DriftTest.chiSquare(), DriftTest.jensenShannon(), DriftTest.unseenCategories());
        for (ValueType type : List.of(ValueType.STRING, ValueType.BOOL, ValueType.DOUBLE)) {
            ask("drift-categories", type, categories);
        }
    }

    private void ask(String file, ValueType type, DriftCheck check) {
        ScriptedEngine scripted = golden.scripted();
        ScriptedColumn value = names.column(names.spelled("v"), type);
        scripted.addTable("ml.last_week", List.of(value));
        scripted.addTable("ml.today", List.of(value));
        // Three rows of one value, of which each has a number.
        scripted.answer("a2", names.column("a2", ValueType.INT64), 0);
        // An engine gives all numbers as those of 64 bits.
        boolean isNumber = type != ValueType.STRING && type != ValueType.BOOL;
        Object cell = isNumber ? 3.0 : type == ValueType.STRING ? "Oslo" : true;
        scripted.answer("x", names.column("x", isNumber ? ValueType.DOUBLE : type), cell);
        EngineTable before = scripted.engine().table("ml.last_week");
        EngineTable now = before.engine().table("ml.today");
        golden.ask(file, "%s of two tables".formatted(type), scripted, () -> check.compare(before, now));
    }
}
