package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;

import io.mmp.test.feast.benchmark.Contender;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Column;
import io.mmp.test.table.ParquetTables;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.nio.file.Path;
import java.time.Duration;

/** The point-in-time join of this library, as a contender of the benchmark. */
final class JoinContender {

    private static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("acc_rate", ValueType.FLOAT)
            .withFeature("trips", ValueType.INT64)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofDays(7));

    private JoinContender() {}

    /** Measure the join of two Parquet files: features and entity rows. */
    public static void main(String[] args) throws Exception {
        Path rowFile = Path.of(args[0]);
        Path entityFile = Path.of(args[1]);
        Contender.measure("read and join", () -> join(ParquetTables.read(rowFile), ParquetTables.read(entityFile)));
        Table rows = ParquetTables.read(rowFile);
        Table entityRows = ParquetTables.read(entityFile);
        Table joined = Contender.measure("join", () -> join(rows, entityRows));
        HistoricalFeatures features =
                PointInTimeJoin.of(entityRows).with(VIEW.from(rows)).returned(joined);
        Contender.measure("assert", () -> assertThat(features).isPointInTimeCorrect());
        Contender.finish();
        for (String feature : new String[] {"conv_rate", "acc_rate", "trips"}) {
            Contender.print("values of " + feature, values(joined.column(feature)));
        }
        Contender.print("sum of trips", sum(joined.column("trips")));
    }

    private static Table join(Table rows, Table entityRows) {
        return PointInTimeJoin.of(entityRows).with(VIEW.from(rows)).run();
    }

    private static double values(Column column) {
        double values = 0;
        for (int row = 0; row < column.size(); row++) {
            values += column.isNull(row) ? 0 : 1;
        }
        return values;
    }

    private static double sum(Column column) {
        double sum = 0;
        for (int row = 0; row < column.size(); row++) {
            sum += column.isNull(row) ? 0 : column.getLong(row);
        }
        return sum;
    }
}
