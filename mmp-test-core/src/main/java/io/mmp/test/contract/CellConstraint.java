package io.mmp.test.contract;

import io.mmp.test.table.Cells;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What holds for a value alone; null is none. */
sealed interface CellConstraint extends Constraint {

    Set<ValueType> NUMBERS =
            EnumSet.of(ValueType.INT32, ValueType.INT64, ValueType.FLOAT, ValueType.DOUBLE, ValueType.DECIMAL);
    Set<ValueType> TIMES = EnumSet.of(ValueType.UNIX_TIMESTAMP, ValueType.ZONED_TIMESTAMP);
    Set<ValueType> TEXTS = EnumSet.of(ValueType.STRING, ValueType.JSON);

    boolean holds(Object value);

    @Override
    default Check check(int column, double share, Basis basis, Tally tally) {
        return new Check() {
            @Override
            public void take(CurrentRow row) {
                Object value = row.value(column);
                if (value != null) {
                    tally.judged();
                    if (!holds(value)) {
                        tally.offend(row, row.print(column));
                    }
                }
            }

            @Override
            public Finding finding() {
                return Finding.share(tally, share, basis, "value");
            }
        };
    }

    /** A range of numbers or timestamps, open at an end without a bound. */
    record Range(@Nullable Bound least, @Nullable Bound greatest) implements CellConstraint {

        @Override
        public boolean holds(Object value) {
            return (least == null || least.isKeptBy(value)) && (greatest == null || greatest.isKeptBy(value));
        }

        @Override
        public String words() {
            if (least != null && greatest != null && least.isInclusive() && greatest.isInclusive()) {
                return "is between %s and %s".formatted(least.limit(), greatest.limit());
            }
            return "is "
                    + (least == null ? "" : least.words())
                    + (least == null || greatest == null ? "" : " and ")
                    + (greatest == null ? "" : greatest.words());
        }

        @Override
        public boolean takes(ValueType type) {
            Bound bound = least == null ? greatest : least;
            return bound == null || (bound.isTime() ? TIMES : NUMBERS).contains(type);
        }
    }

    /** A pattern that the whole text matches. */
    record Matches(Pattern pattern) implements CellConstraint {

        @Override
        public boolean holds(Object value) {
            return pattern.matcher(value.toString()).matches();
        }

        @Override
        public String words() {
            return "matches '%s'".formatted(pattern);
        }

        @Override
        public boolean takes(ValueType type) {
            return TEXTS.contains(type);
        }
    }

    /** A set of values. */
    record OneOf(List<Object> values, Set<Object> keys) implements CellConstraint {

        private static final int SHOWN = 10;

        static OneOf of(List<?> values) {
            return new OneOf(List.copyOf(values), values.stream().map(Keys::of).collect(Collectors.toSet()));
        }

        @Override
        public boolean holds(Object value) {
            return keys.contains(Keys.of(value));
        }

        @Override
        public String words() {
            return "is one of "
                    + values.stream().limit(SHOWN).map(Cells::print).collect(Collectors.joining(", "))
                    + (values.size() > SHOWN ? " and %s more".formatted(values.size() - SHOWN) : "");
        }

        @Override
        public boolean takes(ValueType type) {
            return keys.stream()
                    .allMatch(key -> key instanceof String
                            ? TEXTS.contains(type)
                            : !(key instanceof Number) || NUMBERS.contains(type));
        }
    }

    /** A number of characters, as people count them: a code point each. */
    record Length(int least, int greatest) implements CellConstraint {

        @Override
        public boolean holds(Object value) {
            String text = value.toString();
            int length = text.codePointCount(0, text.length());
            return length >= least && length <= greatest;
        }

        @Override
        public String words() {
            return greatest == Integer.MAX_VALUE
                    ? "has at least %s characters".formatted(least)
                    : "has %s to %s characters".formatted(least, greatest);
        }

        @Override
        public boolean takes(ValueType type) {
            return TEXTS.contains(type);
        }
    }

    /** A number of which the value is a multiple. */
    record MultipleOf(BigDecimal divisor) implements CellConstraint {

        @Override
        public boolean holds(Object value) {
            return Bound.isFinite(value)
                    && Bound.decimal(value).remainder(divisor).signum() == 0;
        }

        @Override
        public String words() {
            return "is a multiple of %s".formatted(divisor.toPlainString());
        }

        @Override
        public boolean takes(ValueType type) {
            return NUMBERS.contains(type);
        }
    }

    /** No infinity. */
    record Finite() implements CellConstraint {

        @Override
        public boolean holds(Object value) {
            return Bound.isFinite(value);
        }

        @Override
        public String words() {
            return "is finite";
        }

        @Override
        public boolean takes(ValueType type) {
            return NUMBERS.contains(type);
        }
    }

    /** Whatever somebody says. */
    record Satisfying(String words, Predicate<Object> predicate) implements CellConstraint {

        @Override
        public boolean holds(Object value) {
            return predicate.test(value);
        }

        @Override
        public boolean takes(ValueType type) {
            return true;
        }
    }
}
