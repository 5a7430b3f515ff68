package io.mmp.test.feast.parity;

import io.mmp.test.feast.benchmark.Contender;
import io.mmp.test.table.ParquetTables;
import io.mmp.test.table.Table;
import java.nio.file.Path;

/** The comparison of this library, as a contender of the benchmark. */
final class ParityContender {

    private ParityContender() {}

    /** Measure the comparisons of a Parquet file with an equal and a differing one. */
    public static void main(String[] args) throws Exception {
        Path expected = Path.of(args[0]);
        Path equal = Path.of(args[1]);
        Path differing = Path.of(args[2]);
        ParityReport none = Contender.measure("read and compare equal", () -> compare(read(expected), read(equal)));
        Contender.print("differences of equal tables", (double) none.wrong());
        ParityReport report =
                Contender.measure("read and compare differing", () -> compare(read(expected), read(differing)));
        Contender.print("differences found", (double) report.wrong());
        Table expectedRows = read(expected);
        Table differingRows = read(differing);
        Contender.measure("compare differing", () -> compare(expectedRows, differingRows));
        Contender.finish();
        System.err.println(report);
    }

    private static Table read(Path file) {
        return ParquetTables.read(file);
    }

    private static ParityReport compare(Table expected, Table actual) {
        return ParityRules.strict().compare(expected, actual, "driver_id");
    }
}
