package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.search.Clauses;
import io.mmp.test.mlflow.embedded.search.OrderBy;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the searches over models and over versions have in common: the request and the order. */
final class RegistrySearch {

    /** Reads an order's identifier as the name of a column. */
    interface ColumnReader {
        /** Return the column, or refuse the identifier. */
        String read(OrderBy order);
    }

    private RegistrySearch() {}

    /** Describe the request of a search that returns no more than so many results. */
    static Schema schema(int maxResults) {
        Field.Check limit = (field, json, complete) -> Python.integer(String.valueOf(json))
                .filter(number -> number.longValue() > maxResults)
                .map(number -> field.invalid(json));
        return Schema.of(
                Field.string("filter").typed(),
                Field.scalar("max_results", FieldType.INT64).typed().checked(limit),
                Field.strings("order_by").typed().ofTexts(),
                Field.string("page_token").typed());
    }

    /**
     * Return the order that clauses ask for, ended by the tie-breakers whose columns are not among them.
     *
     * @param columns how to compare by each column, in ascending order
     */
    static <T> Comparator<T> order(
            List<String> clauses, ColumnReader reader, Map<String, Comparator<T>> columns, List<OrderBy> tieBreakers) {
        List<Comparator<T>> comparators = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String clause : clauses) {
            OrderBy order = OrderBy.parse(clause);
            String column = reader.read(order);
            if (!seen.add(column)) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR,
                        "`order_by` contains duplicate fields: "
                                + clauses.stream().map(Python::repr).toList());
            }
            comparators.add(directed(order, column(columns, column)));
        }
        tieBreakers.stream()
                .filter(order -> !seen.contains(order.identifier()))
                .forEach(order -> comparators.add(directed(order, column(columns, order.identifier()))));
        return Clauses.inTurn(comparators);
    }

    private static <T> Comparator<T> column(Map<String, Comparator<T>> columns, String name) {
        return Optional.ofNullable(columns.get(name)).orElseThrow();
    }

    private static <T> Comparator<T> directed(OrderBy order, Comparator<T> ascending) {
        return order.isAscending() ? ascending : ascending.reversed();
    }
}
