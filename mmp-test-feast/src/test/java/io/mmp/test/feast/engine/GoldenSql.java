package io.mmp.test.feast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mmp.test.engine.Dialect;
import io.mmp.test.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a fixed set of questions to a scripted engine, and keeps what it is asked in its dialect. */
final class GoldenSql {

    private final EngineNames names;
    private final Map<String, StringBuilder> files = new TreeMap<>();

    private GoldenSql(Dialect dialect) {
        this.names = EngineNames.of(dialect);
    }

    /** Return what is asked, by the name of its file. */
    static Map<String, String> of(Dialect dialect) {
        GoldenSql golden = new GoldenSql(dialect);
        new GoldenTrainingSets(golden, golden.names).ask();
        new GoldenContracts(golden, golden.names).ask();
        new GoldenDrift(golden, golden.names).ask();
        Map<String, String> texts = new TreeMap<>();
        golden.files.forEach((name, text) -> texts.put(name, text.toString()));
        return texts;
    }

    ScriptedEngine scripted() {
        return new ScriptedEngine(names.dialect(), names.column("number", ValueType.INT64));
    }

    /** Put a question, and keep what was asked in this file. */
    void ask(String file, String question, ScriptedEngine scripted, Runnable answered) {
        Throwable found = catchThrowable(answered::run);
        // A training set is found wrong, which the engine is asked to explain; a contract has a result.
        if (found != null && !(found instanceof AssertionError)) {
            throw new IllegalStateException(question, found);
        }
        List<String> statements = scripted.takeStatements();
        assertThat(statements).as(question).hasSizeGreaterThan(1);
        StringBuilder text = files.computeIfAbsent(file, name -> new StringBuilder());
        text.append("-- ").append(question).append('\n');
        statements.forEach(
                statement -> text.append(GoldenFiles.layOut(statement)).append(";\n"));
    }
}
