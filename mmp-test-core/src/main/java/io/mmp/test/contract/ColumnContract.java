package io.mmp.test.contract;

import io.mmp.test.table.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contract says of one column.
 *
 * @param type null if it may be any
 * @param isDate whether its timestamps are dates: midnights in UTC
 */
record ColumnContract(String name, @Nullable ValueType type, boolean isDate, List<ColumnRule> rules) {

    ColumnContract {
        rules = List.copyOf(rules);
        for (ColumnRule rule : rules) {
            if (type != null && !rule.constraint().takes(type)) {
                throw new ContractException("Column '%s' is of type %s, of which '%s' cannot be said."
                        .formatted(name, type, rule.constraint().words()));
            }
        }
    }

    String typeWords() {
        return isDate ? "a date" : String.valueOf(type);
    }

    /** Tell whether all values of a column of this type are values of the contract's type. */
    boolean takes(ValueType found) {
        if (type == null || type == found) {
            return true;
        }
        return switch (type) {
            case INT64 -> found == ValueType.INT32;
            case DOUBLE -> found == ValueType.FLOAT;
            case DECIMAL ->
                found == ValueType.INT32
                        || found == ValueType.INT64
                        || found == ValueType.FLOAT
                        || found == ValueType.DOUBLE;
            case STRING -> found == ValueType.JSON;
            case UUID -> found == ValueType.TIME_UUID;
            case UNIX_TIMESTAMP -> found == ValueType.ZONED_TIMESTAMP && !isDate;
            default -> false;
        };
    }
}
