package io.mmp.test.mlflow.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A directory of wheels from which pip installs a package {@code mlflow} of a few lines, within seconds and without a
 * network.
 */
record FakeMlflow(Path wheels) {

    /** Writes a line to a file for each template made, and never ends when it is told to hang. */
    private static final String HANDLERS = """
            import os, pathlib, time
            def initialize_backend_stores(database, registry, artifacts):
                with open(os.environ["FAKE_MLFLOW_JOURNAL"], "a") as journal:
                    journal.write(f"{os.getpid()}\\n")
                if "FAKE_MLFLOW_HANGS" in os.environ:
                    time.sleep(600)
                pathlib.Path(database.removeprefix("sqlite:///")).touch()
            """;

    /**
     * The environment of a JVM whose pip finds these wheels and nothing else, with settings of a user that must not
     * matter.
     */
    Map<String, String> environment() {
        return Map.of(
                "PYTHONHOME",
                "/nowhere",
                "PYTHONPATH",
                "/nowhere",
                "MLFLOW_TRACKING_URI",
                "http://nowhere.invalid",
                "PIP_CONFIG_FILE",
                "/dev/null",
                "PIP_NO_INDEX",
                "1",
                "PIP_FIND_LINKS",
                wheels.toString(),
                "FAKE_MLFLOW_JOURNAL",
                journal().toString());
    }

    Path journal() {
        return wheels.resolve("journal");
    }

    /** Add a version that can be served. */
    FakeMlflow withVersion(String version) throws IOException {
        return write(
                version,
                Map.of(
                        "uvicorn.py",
                        "",
                        "mlflow/__init__.py",
                        "",
                        "mlflow/server/__init__.py",
                        "",
                        "mlflow/server/fastapi_app.py",
                        "",
                        "mlflow/server/handlers.py",
                        HANDLERS));
    }

    /** Add a version of the time before FastAPI. */
    FakeMlflow withUnservableVersion(String version) throws IOException {
        return write(version, Map.of("uvicorn.py", "", "mlflow/__init__.py", "", "mlflow/server/__init__.py", ""));
    }

    private FakeMlflow write(String version, Map<String, String> modules) throws IOException {
        String info = "mlflow-" + version + ".dist-info/";
        Map<String, String> files = new LinkedHashMap<>(modules);
        files.put(info + "METADATA", "Metadata-Version: 2.1\nName: mlflow\nVersion: " + version + "\n");
        files.put(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put(info + "RECORD", String.join(",,\n", files.keySet()) + ",,\n" + info + "RECORD,,\n");
        Path wheel = wheels.resolve("mlflow-" + version + "-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return this;
    }
}
