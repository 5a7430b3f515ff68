package io.mmp.test.feast.process;

import io.mmp.test.Internal;
import io.mmp.test.python.PythonInstallationException;
import io.mmp.test.python.PythonPackage;
import io.mmp.test.python.PythonSettings;
import io.mmp.test.python.VirtualEnvironment;
import io.mmp.test.text.TextResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The real Feast, installed in a virtual environment in the cache of this machine.
 *
 * @param python the interpreter that has it, and with it the stores of Redis, PostgreSQL and DuckDB
 * @since 0.1.0
 */
@Internal
public record FeastInstallation(Path python) {

    /** The version that is installed, and that {@code historical} and {@code online} are compared with. */
    public static final String VERSION = "0.67.0";

    /** Imports what will be imported later, in the same way, so that Python keeps it compiled. */
    private static final String IMPORT = """
            import os, sys
            imports = "import ibis, psycopg, redis, uvicorn; import feast.feature_server, feast.infra.contrib.grpc_server"
            os.execv(sys.executable, [sys.executable, "-I", "-O", "-c", imports])
            """;

    private static final PythonPackage FEAST = new PythonPackage(
            "feast",
            "Feast",
            VERSION,
            List.of("feast[redis,postgres,grpcio,duckdb]==" + VERSION),
            TextResource.read(FeastInstallation.class, "constraints.txt"),
            new PythonPackage.Finish(
                    IMPORT,
                    List.of(),
                    "it is there, but cannot be imported",
                    "It works with Python 3.11; name one with mmp.python."));

    /**
     * Return the installation, made now if it is not there; other JVMs wait meanwhile.
     *
     * <p>The system properties {@code mmp.cache.dir} and {@code mmp.python} say where, and with which Python.
     *
     * @throws PythonInstallationException if there is no suitable Python, or the package cannot be installed
     */
    public static FeastInstallation ensure() {
        return ensure(name -> Optional.ofNullable(System.getProperty(name)));
    }

    /**
     * Return the installation, made now if it is not there; other JVMs wait meanwhile.
     *
     * @param parameters looks up a configuration parameter, {@code mmp.cache.dir} or {@code mmp.python}
     * @throws PythonInstallationException if there is no suitable Python, or the package cannot be installed
     */
    public static FeastInstallation ensure(Function<String, Optional<String>> parameters) {
        return new FeastInstallation(VirtualEnvironment.ensure(FEAST, PythonSettings.from(parameters))
                .python());
    }
}
