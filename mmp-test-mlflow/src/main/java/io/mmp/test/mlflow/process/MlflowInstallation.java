package io.mmp.test.mlflow.process;

import io.mmp.test.python.PythonInstallationException;
import io.mmp.test.python.PythonPackage;
import io.mmp.test.python.PythonSettings;
import io.mmp.test.python.VirtualEnvironment;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.text.TextResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The real MLflow of one version, installed in a virtual environment in the cache of this machine.
 *
 * @param version the version of the package {@code mlflow}
 * @param python the interpreter that has it
 * @param template a migrated SQLite database with nothing in it but the default experiment
 * @since 0.1.0
 */
public record MlflowInstallation(String version, Path python, Path template) {

    private static final String TEMPLATE = "template.db";

    /**
     * Does what {@code mlflow server} does with a database that it sees for the first time; the first import is what
     * will be served.
     */
    private static final String MAKE_TEMPLATE = """
            import os, sys
            os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
            import uvicorn, mlflow.server.fastapi_app
            from mlflow.server.handlers import initialize_backend_stores
            database = f"sqlite:///{sys.argv[1]}/template.db"
            initialize_backend_stores(database, database, "mlflow-artifacts:/")
            """;

    /**
     * Migrating an empty database takes 2 CPU-seconds, copying a migrated one none. A restarted server finds its data
     * again.
     */
    private static final String COPY_TEMPLATE_THEN_RUN =
            "[ -e mlflow.db ] || { cp \"$0\" mlflow.db && \"$1\" -I -S -c \"$2\"; } && shift 2 && exec \"$@\"";

    /** Defines {@code renew_experiment()}: the default experiment is as old as its server, not as the template. */
    static final String RENEWAL = TextResource.read(MlflowInstallation.class, "renew_experiment.py");

    /**
     * What {@code mlflow server} hands to its workers. Started by its command-line interface it would import everything
     * twice, and leave its worker behind when it is killed.
     */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "_MLFLOW_SERVER_FILE_STORE", "sqlite:///mlflow.db",
            "_MLFLOW_SERVER_REGISTRY_STORE", "sqlite:///mlflow.db",
            "_MLFLOW_SERVER_ARTIFACT_ROOT", "mlflow-artifacts:/",
            "_MLFLOW_SERVER_ARTIFACT_DESTINATION", "./mlartifacts",
            "_MLFLOW_SERVER_SERVE_ARTIFACTS", "true",
            "_MLFLOW_SGI_NAME", "uvicorn",
            "_MLFLOW_IN_JOB_EXECUTOR", "false",
            // Jobs cost nine more processes, telemetry posts what the tests do.
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false",
            "MLFLOW_DISABLE_TELEMETRY", "true");

    /** A call that is answered from the database; {@code /health} is answered before there is one. */
    static final String READY_PATH = "/api/2.0/mlflow/experiments/search?max_results=1";

    static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(2);

    private static final String APPLICATION = "mlflow.server.fastapi_app:app";

    /** Return the installation that the system properties ask for, made now if it is not there. */
    public static MlflowInstallation ensure() {
        return ensure(InstallationSettings.from(name -> Optional.ofNullable(System.getProperty(name))));
    }

    /**
     * Return the installation, made now if it is not there; other JVMs wait meanwhile.
     *
     * @throws MlflowInstallationException if there is no suitable Python, or the package cannot be installed
     */
    public static MlflowInstallation ensure(InstallationSettings settings) {
        try {
            return in(settings, VirtualEnvironment.ensure(packageOf(settings), pythonOf(settings)));
        } catch (PythonInstallationException e) {
            throw new MlflowInstallationException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Return the installation if it was completed and is still usable. */
    static Optional<MlflowInstallation> find(InstallationSettings settings) {
        return VirtualEnvironment.find(packageOf(settings), pythonOf(settings)).map(found -> in(settings, found));
    }

    private static MlflowInstallation in(InstallationSettings settings, VirtualEnvironment environment) {
        return new MlflowInstallation(
                settings.version(),
                environment.python(),
                environment.directory().resolve(TEMPLATE));
    }

    private static PythonSettings pythonOf(InstallationSettings settings) {
        return new PythonSettings(settings.cacheDirectory(), settings.python());
    }

    private static PythonPackage packageOf(InstallationSettings settings) {
        boolean pinned = settings.version().equals(InstallationSettings.DEFAULT_VERSION);
        return new PythonPackage(
                "mlflow",
                "MLflow",
                settings.version(),
                List.of("mlflow==" + settings.version()),
                pinned ? TextResource.read(MlflowInstallation.class, "constraints.txt") : "",
                new PythonPackage.Finish(
                        MAKE_TEMPLATE,
                        List.of(TEMPLATE),
                        "it is there, but cannot be served",
                        "Version " + InstallationSettings.DEFAULT_VERSION + " can."));
    }

    /**
     * Describe a tracking server with a database and artifacts of its own, kept in the directory where it runs.
     *
     * <p>One process without background jobs, telemetry, or anything that {@code MLFLOW_*}, {@code UVICORN_*} and
     * {@code PYTHON*} variables say. It is ready when it has answered from its database, which {@code /health} does not
     * tell.
     */
    public ServerSpec server() {
        return python("mlflow", "-m", "uvicorn", "--workers=1", "--host=127.0.0.1", "--port={port}", APPLICATION)
                .withPort(PortSource.fromLog(Pattern.compile("Uvicorn running on http://127\\.0\\.0\\.1:(\\d+)")))
                .withHealth(HealthCheck.http(READY_PATH));
    }

    /** Describe a process that runs this script in the environment of a server. */
    ServerSpec script(String name, String script) {
        return python(name, "-c", script);
    }

    /** Describe a Python process that has a copy of the template in the directory where it runs. */
    private ServerSpec python(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                COPY_TEMPLATE_THEN_RUN,
                template.toString(),
                python.toString(),
                RENEWAL + "renew_experiment()",
                "env"));
        System.getenv().keySet().stream()
                .filter(MlflowInstallation::changesServer)
                .sorted()
                .forEach(variable -> {
                    command.add("-u");
                    command.add(variable);
                });
        command.addAll(List.of(python.toString(), "-I"));
        command.addAll(List.of(arguments));
        return ServerSpec.of(name, command.toArray(String[]::new))
                .withEnvironment(ENVIRONMENT)
                .withStartupTimeout(STARTUP_TIMEOUT);
    }

    private static boolean changesServer(String variable) {
        return (variable.startsWith("MLFLOW_") || variable.startsWith("_MLFLOW_") || variable.startsWith("UVICORN_"))
                && !ENVIRONMENT.containsKey(variable);
    }
}
