package io.mmp.test.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A container of its own, started and removed by Docker's command line. */
record DockerRun(String id, int port) implements AutoCloseable {

    /** Start PostgreSQL with the command that Testcontainers gives it. */
    static DockerRun postgres() throws IOException {
        return start(5432, "-e", "POSTGRES_PASSWORD=secret", "mmp-test/postgres:15", "postgres", "-c", "fsync=off");
    }

    static DockerRun redis() throws IOException {
        return start(6379, "mmp-test/redis:7");
    }

    private static DockerRun start(int port, String... imageAndOptions) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--detach", "--publish", "127.0.0.1::" + port));
        command.addAll(List.of(imageAndOptions));
        String id = run(command);
        String published = run(List.of("docker", "port", id, String.valueOf(port)));
        return new DockerRun(id, Integer.parseInt(published.substring(published.lastIndexOf(':') + 1)));
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        run(List.of("docker", "rm", "--force", "--volumes", id));
    }
}
