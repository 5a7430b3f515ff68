package io.mmp.test.examples.platform.drift;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.util.SplittableRandom;

/** Makes payments, of which larger ones come later at night. */
final class Payments {

    private Payments() {}

    static Table of(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TableBuilder table = Table.builder()
                .column("amount", ValueType.DOUBLE)
                .column("hour", ValueType.DOUBLE)
                .column("items", ValueType.INT32);
        for (int row = 0; row < rows; row++) {
            double size = random.nextGaussian();
            table.row(
                    50 + 20 * size,
                    14 + 3 * (0.8 * size + 0.6 * random.nextGaussian()),
                    1 + (int) Math.abs(8 * random.nextGaussian()));
        }
        return table.build();
    }
}
