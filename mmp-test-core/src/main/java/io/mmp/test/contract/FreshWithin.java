package io.mmp.test.contract;

import io.mmp.test.table.ValueType;
import io.mmp.test.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** The newest timestamp is not older than this, and none is of the future. */
record FreshWithin(Duration age) implements Constraint {

    @Override
    public String words() {
        return "is at most %s old at its newest".formatted(print(age));
    }

    @Override
    public boolean takes(ValueType type) {
        return CellConstraint.TIMES.contains(type);
    }

    @Override
    public boolean isOfValues() {
        return false;
    }

    @Override
    public Check check(int column, double share, Basis basis, Tally tally) {
        Instant asOf = asOf(basis);
        return new Check() {
            private @Nullable Instant newest;

            @Override
            public void take(CurrentRow row) {
                Object value = row.value(column);
                if (value == null) {
                    return;
                }
                Instant instant = value instanceof ZonedDateTime zoned ? zoned.toInstant() : (Instant) value;
                tally.judged();
                if (instant.isAfter(asOf)) {
                    // One row of the year 9999 would else keep a table fresh for ever.
                    tally.offend(row, row.print(column));
                } else if (newest == null || instant.isAfter(newest)) {
                    newest = instant;
                }
            }

            @Override
            public Finding finding() {
                return judge(newest, asOf, tally.count());
            }
        };
    }

    Instant asOf(Basis basis) {
        if (basis.asOf() == null) {
            throw new ContractException(
                    "How old rows are depends on when they are judged: say it with TableRows.asOf(instant).");
        }
        return basis.asOf();
    }

    Finding judge(@Nullable Instant newest, Instant asOf, long future) {
        boolean isOld = newest == null || newest.plus(age).isBefore(asOf);
        String ageWords = newest == null
                ? "there is no timestamp up to %s".formatted(asOf)
                : "the newest is %s, %s before %s".formatted(newest, print(Duration.between(newest, asOf)), asOf);
        String futureWords = future == 0
                ? ""
                : ", and %s %s of the future".formatted(Words.count(future, "timestamp"), future == 1 ? "is" : "are");
        return Finding.exact(isOld || future > 0, ageWords + futureWords);
    }

    /** Print a duration in the greatest unit of which it is a whole number. */
    private static String print(Duration duration) {
        if (duration.toMillis() % 1_000 != 0) {
            return duration.toMillis() + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + " s";
        }
        return seconds % 86_400 == 0
                ? seconds / 86_400 + " d"
                : seconds % 3_600 == 0 ? seconds / 3_600 + " h" : seconds / 60 + " min";
    }
}
