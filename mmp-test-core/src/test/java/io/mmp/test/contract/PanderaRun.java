package io.mmp.test.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.python.PythonEnvironment;
import io.mmp.test.python.PythonInstallationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The contract of {@link ContractBenchmark} as pandera has it, which is installed once. */
final class PanderaRun {

    private static final PythonEnvironment PANDERA = PythonEnvironment.of(
                    "pandera", "pandera[pandas]==0.35.0", "pandas==2.3.3")
            .withProof("import pandera.pandas");

    private static final String SCRIPT = """
            import resource, sys, time
            import pandas as pd
            import pandera.pandas as pa
            start = time.perf_counter()
            schema = pa.DataFrameSchema({
                "id": pa.Column("int64", unique=True),
                "time": pa.Column(pd.DatetimeTZDtype("ns", "UTC"), pa.Check.ge(pd.Timestamp("2020-01-01", tz="UTC"))),
                "customer": pa.Column(str, pa.Check.str_matches(r"^c-\\d{6}$")),
                "amount": pa.Column("float64", pa.Check.in_range(0, 10_000)),
                "country": pa.Column(str, pa.Check.isin(["AT", "CH", "DE", "FR", "IT"]), nullable=True),
                "items": pa.Column("int64", pa.Check.in_range(1, 50)),
                "rating": pa.Column("float64", pa.Check.in_range(0, 5), nullable=True),
                "channel": pa.Column(str, pa.Check.isin(["web", "app", "shop"])),
                "comment": pa.Column(str, pa.Check.str_length(0, 40), nullable=True),
                "fraud": pa.Column("int64", pa.Check.isin([0, 1])),
            })
            rows = pd.read_csv(sys.argv[1], parse_dates=["time"])
            offenders = 0
            try:
                schema.validate(rows, lazy=True)
            except pa.errors.SchemaErrors as e:
                offenders = len(e.failure_cases)
            used = resource.getrusage(resource.RUSAGE_SELF)
            print(f"{time.perf_counter() - start:.1f} {used.ru_utime + used.ru_stime:.1f} {used.ru_maxrss // 1024} {offenders}")
            """;

    private PanderaRun() {}

    /** Return seconds, CPU seconds, MB and offenders; nothing where it cannot be installed, which is printed. */
    static Optional<String[]> on(Path file) throws IOException {
        Path python;
        try {
            python = PANDERA.install().resolve("bin/python");
        } catch (PythonInstallationException e) {
            System.out.println("pandera: " + e.getMessage());
            return Optional.empty();
        }
        Process process = new ProcessBuilder(python.toString(), "-c", SCRIPT, file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        return Optional.of(printed.substring(printed.lastIndexOf('\n') + 1).split(" ", -1));
    }
}
