package io.mmp.test.contract;

import io.mmp.test.table.ValueType;

/** There is a value: neither null nor NaN. */
record NotNull() implements Constraint {

    @Override
    public String words() {
        return "is not null";
    }

    @Override
    public boolean takes(ValueType type) {
        return true;
    }

    @Override
    public Check check(int column, double share, Basis basis, Tally tally) {
        return new Check() {
            @Override
            public void take(CurrentRow row) {
                tally.judged();
                if (row.value(column) == null && row.unreadable(column) == null) {
                    tally.offend(row, row.print(column));
                }
            }

            @Override
            public Finding finding() {
                return Finding.share(tally, share, basis, "row");
            }
        };
    }
}
