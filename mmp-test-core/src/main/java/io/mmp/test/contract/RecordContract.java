package io.mmp.test.contract;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Makes contracts of records. */
final class RecordContract {

    private RecordContract() {}

    static TableContract of(Class<? extends Record> type) {
        Table table;
        try {
            table = empty(type);
        } catch (TableException e) {
            throw new ContractException(String.valueOf(e.getMessage()), e);
        }
        TableContract contract = TableContract.of(type.getSimpleName());
        Iterator<String> names = table.columnNames().iterator();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = names.next();
            ValueType columnType = table.column(name).type();
            contract = contract.with(new ColumnContract(
                    name, columnType, component.getType() == LocalDate.class, rules(component, columnType)));
        }
        return contract;
    }

    private static <R extends Record> Table empty(Class<R> type) {
        return Table.ofRecords(type, List.of());
    }

    private static List<ColumnRule> rules(RecordComponent component, ValueType type) {
        List<ColumnRule> rules = new ArrayList<>();
        if (!isNullable(component)) {
            rules.add(ColumnRule.notNull());
        }
        Object[] constants = component.getType().getEnumConstants();
        if (constants != null) {
            rules.add(ColumnRule.oneOf(
                    Stream.of(constants).map(each -> ((Enum<?>) each).name()).toList()));
        }
        ColumnRules said = component.getAnnotation(ColumnRules.class);
        if (said != null) {
            said(component, type, said).forEach(rule -> {
                ColumnRule most = said.mostly() == 1 ? rule : rule.mostly(said.mostly());
                rules.add(said.severity() == Severity.WARNING ? most.asWarning() : most);
            });
        }
        return rules;
    }

    private static List<ColumnRule> said(RecordComponent component, ValueType type, ColumnRules said) {
        List<ColumnRule> rules = new ArrayList<>();
        if (said.unique()) {
            rules.add(ColumnRule.unique());
        }
        if (!said.min().isEmpty() || !said.max().isEmpty()) {
            rules.add(ColumnRule.of(new CellConstraint.Range(
                    said.min().isEmpty() ? null : Bound.atLeast(bound(component, type, said.min())),
                    said.max().isEmpty() ? null : Bound.atMost(bound(component, type, said.max())))));
        }
        if (!said.pattern().isEmpty()) {
            rules.add(ColumnRule.matches(said.pattern()));
        }
        if (said.oneOf().length > 0) {
            rules.add(ColumnRule.oneOf((Object[]) said.oneOf()));
        }
        return rules;
    }

    private static Object bound(RecordComponent component, ValueType type, String text) {
        boolean isTime = CellConstraint.TIMES.contains(type);
        try {
            return isTime ? (Object) Instant.parse(text) : new BigDecimal(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw new ContractException(
                    "Component '%s' of record %s has the bound '%s', which is no %s."
                            .formatted(
                                    component.getName(),
                                    component.getDeclaringRecord().getSimpleName(),
                                    text,
                                    isTime ? "timestamp such as 2026-01-01T00:00:00Z" : "number"),
                    e);
        }
    }

    /** Tell whether there is an annotation of this name, whosever: on the component, or on its type. */
    private static boolean isNullable(RecordComponent component) {
        return Stream.of(
                        component.getAnnotations(), component.getAnnotatedType().getAnnotations())
                .flatMap(Stream::of)
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().equals("Nullable"));
    }
}
