package io.mmp.test.contract;

import io.mmp.test.contract.RowCursor.Unreadable;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.table.TableException;
import io.mmp.test.text.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges rows by a contract, in one pass. */
final class ContractRun {

    private final TableContract contract;
    private final TableRows rows;
    private final RowCursor cursor;
    private final OffenderFile file;
    private final ColumnBinding binding;
    private final List<Judged> judged = new ArrayList<>();
    private final List<RuleResult> results = new ArrayList<>();
    private double falseAlarm;

    /** A rule that is judged. */
    private record Judged(Check check, Tally tally) {}

    private ContractRun(TableContract contract, TableRows rows, RowCursor cursor, OffenderFile file) {
        this.contract = contract;
        this.rows = rows;
        this.cursor = cursor;
        this.file = file;
        this.binding = new ColumnBinding(contract, cursor);
    }

    static ContractResult judge(TableContract contract, TableRows rows, Optional<Path> directory) {
        if (contract.columns().isEmpty() && contract.rules().isEmpty()) {
            throw new ContractException(
                    "Contract '%s' says nothing: give it columns or rules.".formatted(contract.name()));
        }
        try (OffenderFile file = new OffenderFile(directory, contract.name())) {
            Optional<EngineTable> table = rows.inEngine();
            return table.isPresent()
                    ? EngineContractRun.judge(contract, rows, table.get(), file)
                    : judge(contract, rows, file);
        } catch (TableException e) {
            throw new ContractException(String.valueOf(e.getMessage()), e);
        } catch (OutOfMemoryError e) {
            throw new ContractException(
                    "The heap of %s MB is full: keys that must be unique take up to 43 bytes each, and Parquet is read as a whole. Give the tests more with -Xmx."
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    e);
        }
    }

    private static ContractResult judge(TableContract contract, TableRows rows, OffenderFile file) {
        try (RowCursor cursor = rows.open(contract.columnNames(), contract.zone())) {
            return new ContractRun(contract, rows, cursor, file).judge();
        }
    }

    private ContractResult judge() {
        results.addAll(binding.results());
        if (hasShape()) {
            addShape();
        }
        for (int i = 0; i < contract.columns().size(); i++) {
            if (binding.isThere(i)) {
                addColumn(i, contract.columns().get(i));
            }
        }
        contract.rules().forEach(this::addRule);
        long rowCount = readRows();
        judged.forEach(this::conclude);
        return result(contract, rows, rowCount, results, contract.unjudged(), file, falseAlarm);
    }

    /** Return what became of a contract; a table without rows breaks it unless it says how many there are. */
    static ContractResult result(
            TableContract contract,
            TableRows rows,
            long rowCount,
            List<RuleResult> results,
            List<String> unjudged,
            OffenderFile file,
            double falseAlarm) {
        boolean saysHowMany =
                contract.rules().stream().anyMatch(rule -> rule.constraint() instanceof TableConstraint.RowCount);
        if (rowCount == 0 && !saysHowMany) {
            results.add(new RuleResult(
                    "there are rows",
                    Severity.CRITICAL,
                    true,
                    0,
                    0,
                    "there are none, so that no rule was judged; allow that with rowCountAtLeast(0)",
                    List.of()));
        }
        return new ContractResult(
                contract.name(), rows.toString(), rowCount, results, unjudged, file.file(), Math.min(1, falseAlarm));
    }

    /** Tell whether rows may have more or fewer cells than the header: those of a CSV file. */
    private boolean hasShape() {
        return !cursor.names().isEmpty() && cursor.type(0) == null;
    }

    private void addShape() {
        Tally tally = new Tally(
                "each row has %s".formatted(Words.count(cursor.names().size(), "cell")), Severity.CRITICAL, file);
        judged.add(new Judged(
                new Check() {
                    @Override
                    public void take(CurrentRow row) {
                        tally.judged();
                        String found = cursor.misshapen();
                        if (found != null) {
                            tally.offend(row, found);
                        }
                    }

                    @Override
                    public Finding finding() {
                        return Finding.share(tally, 1, rows.basis(), "row");
                    }
                },
                tally));
    }

    private void addColumn(int column, ColumnContract columnContract) {
        String columnName = columnContract.name();
        if (columnContract.type() != null && (cursor.type(binding.source(column)) == null || columnContract.isDate())) {
            Tally tally =
                    new Tally("%s is %s".formatted(columnName, columnContract.typeWords()), Severity.CRITICAL, file);
            judged.add(new Judged(typeCheck(column, columnContract, tally, rows.basis()), tally));
        }
        for (ColumnRule rule : columnContract.rules()) {
            Tally tally = new Tally("%s %s".formatted(columnName, rule.words()), rule.severity(), file);
            judged.add(new Judged(rule.constraint().check(column, rule.share(), rows.basis(), tally), tally));
        }
    }

    static Check typeCheck(int column, ColumnContract columnContract, Tally tally, Basis basis) {
        return new Check() {
            @Override
            public void take(CurrentRow row) {
                Unreadable unreadable = row.unreadable(column);
                Object value = row.value(column);
                if (unreadable != null) {
                    tally.judged();
                    tally.offend(row, "'%s' (%s)".formatted(unreadable.text(), unreadable.reason()));
                } else if (value != null) {
                    tally.judged();
                    if (columnContract.isDate() && !DateText.isDate(value)) {
                        tally.offend(row, "%s (it has a time of day)".formatted(value));
                    }
                }
            }

            @Override
            public Finding finding() {
                return Finding.share(tally, 1, basis, "value");
            }
        };
    }

    private void addRule(TableRule rule) {
        List<String> needed = rule.constraint().columns();
        int[] columns = needed.stream()
                .mapToInt(name -> contract.columnNames().indexOf(name))
                .toArray();
        List<ColumnContract> types =
                needed.stream().map(name -> contract.column(name).orElseThrow()).toList();
        for (int column : columns) {
            if (!binding.isThere(column)) {
                return;
            }
        }
        Tally tally = new Tally(rule.words(), rule.severity(), file);
        judged.add(new Judged(rule.constraint().check(columns, types, rule.share(), rows.basis(), tally), tally));
    }

    private long readRows() {
        CurrentRow row = new CurrentRow(cursor, contract.columnNames().toArray(String[]::new), binding.sources());
        Check[] checks = judged.stream().map(Judged::check).toArray(Check[]::new);
        boolean hasShape = hasShape();
        long rowCount = 0;
        while (cursor.next()) {
            rowCount++;
            if (hasShape && cursor.misshapen() != null) {
                checks[0].take(row);
                continue;
            }
            row.read();
            for (Check check : checks) {
                check.take(row);
            }
        }
        return rowCount;
    }

    private void conclude(Judged one) {
        Finding finding = one.check().finding();
        falseAlarm += finding.falseAlarm();
        results.add(one.tally().result(finding));
    }
}
