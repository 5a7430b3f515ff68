package io.mmp.test.examples.rag;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.python.PythonEnvironment;
import io.mmp.test.python.PythonInstallationException;
import io.mmp.test.server.ServerSpec;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The vector store: PostgreSQL 16 with pgvector, of a Python package that ships both; where that cannot be had, the PostgreSQL of the machine or of
 * the class path, which compares vectors without an index.
 *
 * @param spec the server, which keeps its rows over {@code kill} and {@code restart} and forgets them when it is closed
 * @param reduction what is less than the real thing, empty if nothing is
 */
public record VectorStore(ServerSpec spec, String reduction) {

    /** Their libraries are looked for beside the package, and PostgreSQL refuses to run as root: it must find all as another user. */
    private static final String GATHER = """
            import os, pathlib, shutil, sysconfig
            packages = pathlib.Path(sysconfig.get_path("purelib"))
            home = packages / "pgserver" / "pginstall"
            for library in (packages / "pgserver.libs").iterdir():
                shutil.copy(library, home / "lib" / library.name)
            for directory, _, files in os.walk(home):
                for path in [directory, *(os.path.join(directory, file) for file in files)]:
                    mode = os.stat(path).st_mode
                    os.chmod(path, mode | 0o444 | (0o111 if mode & 0o100 else 0))
            import sys
            os.symlink(home, pathlib.Path(sys.argv[1], "postgres"))
            """;

    private static final PythonEnvironment PGSERVER = PythonEnvironment.of("rag-vectors", "pgserver==0.1.4")
            .withoutDependencies()
            .withProof(GATHER);

    private static final Lock INSTALLING = new ReentrantLock();
    private static VectorStore found;

    /** Return the best that this machine can run; what could not be installed is not tried again in this JVM. */
    public static VectorStore best() {
        INSTALLING.lock();
        try {
            if (found == null) {
                found = find();
            }
            return found;
        } finally {
            INSTALLING.unlock();
        }
    }

    private static VectorStore find() {
        try {
            return new VectorStore(named(PostgresServer.spec(programs())), "");
        } catch (PythonInstallationException e) {
            return reduced(e.getMessage());
        }
    }

    /** Describe the store without pgvector. */
    static VectorStore reduced(String reason) {
        return new VectorStore(
                named(PostgresServer.spec()),
                "PostgreSQL without pgvector: " + reason.lines().findFirst().orElse(""));
    }

    private static Path programs() {
        return PGSERVER.install().resolve("postgres/bin");
    }

    private static ServerSpec named(ServerSpec spec) {
        return spec.withName("vectors");
    }
}
