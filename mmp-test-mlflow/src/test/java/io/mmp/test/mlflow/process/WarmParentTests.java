package io.mmp.test.mlflow.process;

import static io.mmp.test.mlflow.process.MlflowProcessesTests.assertGone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.process.MlflowProcesses.Start;
import io.mmp.test.server.ServerStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.tracking.MlflowClient;

/** The warm parent: what it adds, and what happens without it. */
@Tag("e2e")
@EnabledIfMlflowProcess
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarmParentTests {

    private final MlflowInstallation installation = MlflowInstallation.ensure();

    /** The copy of the template that all servers but the plain ones are made of. */
    private Path template;

    private MlflowProcesses processes;

    @BeforeAll
    void copy_template(@TempDir Path directory) throws IOException {
        template = Files.copy(installation.template(), directory.resolve("template.db"));
        processes = new MlflowProcesses(
                new MlflowInstallation(installation.version(), installation.python(), template), Start.WARM);
    }

    @AfterAll
    void servers_end_with_their_parent() {
        MlflowProcess server = processes.start();
        long parent = parentOf(server);
        processes.close();
        assertGone(parent, server.pid());
        server.close();
    }

    @Test
    void the_next_server_has_a_new_parent_when_somebody_killed_the_first() {
        try (MlflowProcess one = processes.start();
                MlflowProcess two = processes.start()) {
            long parent = parentOf(one);
            assertThat(parentOf(two)).isEqualTo(parent);

            ProcessHandle.of(parent).ifPresent(ProcessHandle::destroyForcibly);

            try (MlflowProcess next = processes.start();
                    MlflowClient client = new MlflowClient(next.uri().toString())) {
                assertThat(client.getExperiment("0").getName()).isEqualTo("Default");
                assertThat(parentOf(next)).isNotEqualTo(parent);
            }
            assertGone(parent, one.pid(), two.pid());
        }
    }

    @Test
    void an_mlflow_that_cannot_be_forked_is_started_plainly_and_one_record_says_why(@TempDir Path temp)
            throws Exception {
        Path python = Files.writeString(temp.resolve("python"), """
                #!/bin/sh
                case $2 in -c) echo 'this MLflow runs threads' >&2; exit 1 ;; esac
                exec %s "$@"
                """.formatted(installation.python()));
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
        MlflowInstallation unforkable = new MlflowInstallation(installation.version(), python, installation.template());
        try (Records records = Records.of(MlflowProcesses.class);
                MlflowProcesses plain = new MlflowProcesses(unforkable, Start.WARM)) {
            CompletableFuture<MlflowProcess> other = CompletableFuture.supplyAsync(plain::start);
            for (MlflowProcess started : List.of(plain.start(), other.join())) {
                try (MlflowProcess server = started;
                        MlflowClient client = new MlflowClient(server.uri().toString())) {
                    assertThat(client.getExperiment("0").getName()).isEqualTo("Default");
                }
            }
            assertThat(records.texts())
                    .singleElement()
                    .asString()
                    .matches(Pattern.compile(
                            "MLflow servers are started one by one, which takes seconds each, since none can be forked: "
                                    + "Server 'mlflow-warm' did not become healthy: process \\d+ exited with code 1 after "
                                    + "\\d+(\\.\\d)? s\\. \\.\\.\\. this MLflow runs threads"));
        }
    }

    @Test
    void who_waits_for_a_server_can_be_interrupted() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            FutureTask<Throwable> start = new FutureTask<>(() ->
                    catchThrowable(() -> ForkedServer.start(silent.getLocalPort(), "token", installation.template())));
            Thread waiting = new Thread(start);
            waiting.start();
            try (Socket connection = silent.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo('t');

                waiting.interrupt();

                assertThat(start.get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ServerStartException.class)
                        .hasMessage("Server 'mlflow' was not started: interrupted.");
            }
        }
    }

    @Test
    void a_server_ends_when_nobody_holds_its_connection_any_more() throws Exception {
        try (WarmParent parent = WarmParent.start(installation);
                ForkedServer other = parent.fork();
                ForkedServer server = parent.fork()) {
            server.connection().close();

            assertGone(server.process().pid());
            assertThat(other.process().isAlive()).isTrue();
        }
    }

    @Test
    void a_server_that_cannot_serve_says_why_and_leaves_nothing() throws Exception {
        try (MlflowProcess other = processes.start()) {
            Path directory = MlflowProcessesTests.directoryOf(other).resolveSibling("");
            long directories = entries(directory);

            Files.writeString(
                    template, "no database at all, but text that is as long as the header of one would have to be");
            assertThat(catchThrowableOfType(ServerStartException.class, processes::start))
                    .hasMessageMatching(Pattern.compile("""
                            Server 'mlflow' did not become healthy at \
                            http://127\\.0\\.0\\.1:\\d+/api/2\\.0/mlflow/experiments/search\\?max_results=1: its answer was HTTP 400 \
                            \\{"error_code": "BAD_REQUEST", "message": "\\(sqlite3.DatabaseError\\) file is not a database.*\\}
                            It was forked as process \\d+\\.
                            Last output:
                              .*"GET /api/2\\.0/mlflow/experiments/search\\?max_results=1 HTTP/1\\.1" 400 Bad Request""", Pattern.DOTALL));

            Files.delete(template);
            assertThat(catchThrowableOfType(ServerStartException.class, processes::start))
                    .hasMessage("Server 'mlflow' cannot be started: its database cannot be made: "
                            + "java.nio.file.NoSuchFileException: " + template);

            assertThat(entries(directory)).isEqualTo(directories);
            assertThat(ProcessHandle.of(parentOf(other)).orElseThrow().children())
                    .singleElement()
                    .satisfies(server -> assertThat(server.pid()).isEqualTo(other.pid()));
        } finally {
            Files.copy(installation.template(), template, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static long entries(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    private static long parentOf(MlflowProcess server) {
        return ProcessHandle.of(server.pid())
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .pid();
    }

    /** The log records of a class while this is open. */
    private static final class Records extends Handler implements AutoCloseable {

        private final Queue<String> texts = new ConcurrentLinkedQueue<>();
        private final Logger logger;

        private Records(Logger logger) {
            this.logger = logger;
        }

        static Records of(Class<?> source) {
            Records records = new Records(Logger.getLogger(source.getName()));
            records.logger.addHandler(records);
            return records;
        }

        Queue<String> texts() {
            return texts;
        }

        @Override
        public void publish(LogRecord published) {
            texts.add(new SimpleFormatter().formatMessage(published));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
