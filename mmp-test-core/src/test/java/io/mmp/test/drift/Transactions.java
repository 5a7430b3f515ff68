package io.mmp.test.drift;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.util.SplittableRandom;

/** Makes tables of columns of every kind that drift is judged of. */
final class Transactions {

    private static final String[] COUNTRIES = {"Türkiye", "日本", "مصر", "España"};

    private Transactions() {}

    static Table of(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TableBuilder table = Table.builder()
                .column("amount", ValueType.DOUBLE)
                .column("age", ValueType.INT32)
                .column("country", ValueType.STRING)
                .column("is_fraud", ValueType.BOOL);
        for (int row = 0; row < rows; row++) {
            table.row(
                    random.nextDouble() < 0.02 ? null : Math.exp(random.nextGaussian()),
                    (int) Math.round(40 + 12 * random.nextGaussian()),
                    COUNTRIES[Math.min(random.nextInt(5), 3)],
                    random.nextDouble() < 0.3);
        }
        return table.build();
    }

    static double[] normal(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(count).map(each -> random.nextGaussian()).toArray();
    }
}
