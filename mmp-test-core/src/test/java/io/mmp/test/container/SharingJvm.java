package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A second JVM with this class path: it says {@code ready}, and for each line that it is told does one thing and says how it went.
 *
 * <pre>{@code
 * attach NAME IMAGE  ->  attached ID PORT MILLIS, or: failed, and the message on one line
 * reuse LABEL        ->  the same with Testcontainers' reuse; LABEL tells its containers from others
 * close              ->  closed
 * }</pre>
 */
final class SharingJvm implements AutoCloseable {

    /** The label of containers that are reused. */
    static final String REUSE = "io.mmp.test.reuse";

    private final Process process;
    private final BufferedReader output;

    private SharingJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    /** Start one with this temp directory, which is where JVMs agree on containers. */
    static SharingJvm start(Path temp, Duration idleTime) throws IOException {
        return start(temp, idleTime, Map.of());
    }

    static SharingJvm start(Path temp, Duration idleTime, Map<String, String> environment) throws IOException {
        SharingJvm jvm = new SharingJvm(launch(SharingJvm.class, temp, environment, idleTime.toString()));
        jvm.expect("ready");
        return jvm;
    }

    /** Start a JVM that can use Testcontainers on any machine with Docker, without Ryuk. */
    static Process launch(Class<?> main, Path temp, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temp));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
        builder.environment().put("TESTCONTAINERS_HOST_OVERRIDE", "localhost");
        builder.environment().put("TESTCONTAINERS_CHECKS_DISABLE", "true"); // they take a second of each JVM
        builder.environment().remove("MMP_KEEP_CONTAINERS");
        builder.environment().putAll(environment);
        return builder.start();
    }

    Attached attach() throws IOException {
        return attach("redis");
    }

    Attached attach(String name) throws IOException {
        beginAttach(name, Redis.IMAGE);
        return attached();
    }

    void beginAttach(String name, String image) throws IOException {
        tell("attach %s %s".formatted(name, image));
    }

    void beginReuse(String label) throws IOException {
        tell("reuse " + label);
    }

    Attached attached() throws IOException {
        String[] words = line().split(" ", -1);
        if (!words[0].equals("attached")) {
            throw new AssertionError(String.join(" ", words));
        }
        return new Attached(words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]));
    }

    /** Return the message of an attempt that must fail. */
    String failure(String name, String image) throws IOException {
        beginAttach(name, image);
        String line = line();
        if (!line.startsWith("failed ")) {
            throw new AssertionError(line);
        }
        return line.substring("failed ".length());
    }

    void closeLease() throws IOException {
        tell("close");
        expect("closed");
    }

    void kill() {
        process.destroyForcibly();
    }

    private void tell(String order) throws IOException {
        process.outputWriter(UTF_8).append(order).append('\n').flush();
    }

    private void expect(String answer) throws IOException {
        String line = line();
        if (!line.equals(answer)) {
            throw new AssertionError("expected '" + answer + "', got '" + line + "'");
        }
    }

    private String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new AssertionError("the JVM has ended");
        }
        return line;
    }

    /** End the JVM, and with it its leases. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** What a JVM has attached to, and how long that took. */
    record Attached(String id, int port, long millis) {}

    /** Obey the standard input until its end. */
    public static void main(String[] arguments) throws IOException {
        Duration idleTime = Duration.parse(arguments[0]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        SharedContainer container = null;
        say("ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            if (words[0].equals("attach")) {
                container = attach(Redis.spec(words[1], words[2]).withIdleTime(idleTime));
            } else if (words[0].equals("reuse")) {
                reuse(words[1]);
            } else if (container != null) {
                container.close();
                say("closed");
            }
        }
    }

    private static @Nullable SharedContainer attach(ContainerSpec spec) {
        long start = System.nanoTime();
        try {
            SharedContainer container = SharedContainers.attach(spec);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            say("attached %s %s %s".formatted(container.id(), container.port(Redis.PORT), millis));
            return container;
        } catch (ContainerException e) {
            say("failed " + String.valueOf(e.getMessage()).replaceAll("\\R", "|"));
            return null;
        }
    }

    private static void reuse(String label) {
        long start = System.nanoTime();
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(Redis.IMAGE))
                .withExposedPorts(Redis.PORT)
                .withLabel(REUSE, label)
                // Its default looks for the port with programs that the image does not have.
                .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*", 1))
                .withReuse(true);
        container.start();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        say("attached %s %s %s".formatted(container.getContainerId(), container.getMappedPort(Redis.PORT), millis));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
