package io.mmp.test.container;

import io.mmp.test.lock.LockFile;
import io.mmp.test.lock.LockTimeoutException;
import io.mmp.test.server.ProcessPath;
import io.mmp.test.text.TextResource;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A small shell that waits for the end of a lease, {@code kill -9} of its JVM included, and then for the idle time; only the last of
 * several starts a JVM, {@link #main}, which removes the container.
 *
 * @param shell its standard input is the lease
 */
record Janitor(Process shell) implements AutoCloseable {

    private static final String SCRIPT = TextResource.read(Janitor.class, "janitor.sh");

    /** Who waits for the lock keeps those out that come to attach. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Start one for a lease that ends with this JVM or with {@link #close}. */
    static Janitor start(LeaseDirectory directory, Duration idleTime) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "mmp-test-janitor"));
        command.add(directory.path().resolve("last").toString());
        command.add(String.valueOf(idleTime.toMillis() / 1000.0));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-cp", classPath()));
        command.addAll(List.of(Janitor.class.getName(), directory.path().toString()));
        try {
            return new Janitor(run(command, directory));
        } catch (IOException e) {
            throw new ContainerException("Containers cannot be shared: that needs sh in PATH, but %s.".formatted(e), e);
        }
    }

    private static Process run(List<String> command, LeaseDirectory directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.path().toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.appendTo(
                        directory.path().resolve("janitor.log").toFile()));
        // The marks of a managed server, if this JVM is in one, would have the janitor ended with it.
        builder.environment().keySet().removeIf(name -> name.startsWith("MMP_TEST_"));
        if (ProcessPath.current() == ProcessPath.LINUX) {
            command.add(0, "setsid"); // out of the reach of a kill of the build's process group
        }
        return builder.start();
    }

    /** Return where this library is: it needs no other for this. */
    private static String classPath() {
        CodeSource source = Janitor.class.getProtectionDomain().getCodeSource();
        try {
            File file = new File(source.getLocation().toURI());
            return file.getPath();
        } catch (URISyntaxException | IllegalArgumentException nested) {
            return System.getProperty("java.class.path");
        }
    }

    /** Send it away, before it hears that the lease has ended. */
    void dismiss() {
        shell.destroyForcibly();
        close();
    }

    /** End the lease; closing it again does nothing. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException killed) {
            // nobody is there to be told
        }
    }

    /** Remove the container of a directory, the one argument, unless it is leased or to be kept. */
    public static void main(String[] arguments) {
        LeaseDirectory directory = new LeaseDirectory(Path.of(arguments[0]));
        LockFile alone;
        try {
            alone = LockFile.acquire(directory.leaseLock(), PATIENCE, "removal of the container");
        } catch (LockTimeoutException leased) {
            return; // the janitor of that lease comes later
        }
        try {
            if (!Files.exists(directory.keep())) {
                OwnContainers.of(directory, DockerEngine.find()).remove();
            }
        } finally {
            alone.close();
        }
        if (directory.isOwn()) {
            directory.remove();
        }
    }
}
