package io.mmp.test.contract;

import io.mmp.test.table.ValueType;

/** No value is there twice; nulls may be, as in SQL. */
record Unique() implements Constraint {

    @Override
    public String words() {
        return "is unique";
    }

    @Override
    public boolean takes(ValueType type) {
        return true;
    }

    @Override
    public Check check(int column, double share, Basis basis, Tally tally) {
        return check(new int[] {column}, share, basis, tally, "value");
    }

    /** Return what judges a key of several columns, which is none where one of them is null. */
    static Check check(int[] columns, double share, Basis basis, Tally tally, String thing) {
        KeySet keys = new KeySet();
        return new Check() {
            @Override
            public void take(CurrentRow row) {
                Object[] key = row.key(columns);
                if (key == null) {
                    return;
                }
                tally.judged();
                int before = keys.add(key, row.position());
                if (before >= 0) {
                    tally.offend(row, "%s, as in %s".formatted(row.print(columns), row.place(before)));
                }
            }

            @Override
            public Finding finding() {
                return Finding.share(tally, share, basis, thing);
            }
        };
    }
}
