package io.mmp.test.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a Java program in a JVM of its own in which nothing listens, and tells where it would have: what a command makes of its host and its
 * port is tested without a server, and without a free port.
 *
 * <pre>{@code
 * InetSocketAddress address = ListenProbe.of(ServeCommand.class).run("--host", "0.0.0.0", "--port", "8080");
 * assertThat(address).isEqualTo(new InetSocketAddress("0.0.0.0", 8080));
 * }</pre>
 *
 * <p>The program is ended at its first {@code bind}, through {@link java.net.ServerSocket} or {@link java.nio.channels.ServerSocketChannel}, and
 * with them the servers of the JDK, Tomcat, Jetty and of Netty on {@code NIO}. Native transports of Netty and Unix sockets are not seen. Its
 * standard input is empty.
 *
 * @since 0.1.0
 */
public final class ListenProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Class<?> main;
    private final Map<String, String> environment;
    private final Duration timeout;

    private ListenProbe(Class<?> main, Map<String, String> environment, Duration timeout) {
        this.main = main;
        this.environment = environment;
        this.timeout = timeout;
    }

    /** Describe the run of a class with a {@code main} method, on the class path of this JVM; it has 30 seconds. */
    public static ListenProbe of(Class<?> main) {
        return new ListenProbe(requireNonNull(main, "main"), Map.of(), TIMEOUT);
    }

    /** Return a probe whose program has these variables in addition to those of this JVM. */
    public ListenProbe withEnvironment(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(variables);
        return new ListenProbe(main, Map.copyOf(all), timeout);
    }

    /** Return a probe that gives the program this long. */
    public ListenProbe withTimeout(Duration longest) {
        return new ListenProbe(main, environment, requireNonNull(longest, "longest"));
    }

    /**
     * Run the program with these arguments and return the address on which it would listen first; port 0 is one that the system chooses.
     *
     * @throws ServerStartException if it ends before it would listen, or does neither in time; the message has its output
     */
    public InetSocketAddress run(String... arguments) {
        try {
            Path directory = Files.createTempDirectory("mmp-listen-probe");
            Path told = directory.resolve("address");
            Path output = directory.resolve("output");
            try {
                String ending = execute(told, output, arguments);
                if (Files.exists(told)) {
                    return address(Files.readString(told));
                }
                throw new ServerStartException(
                        "%s %s: it did not listen.%s".formatted(main.getName(), ending, outputOf(output)), null);
            } finally {
                Files.deleteIfExists(told);
                Files.deleteIfExists(output);
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new ServerStartException("%s could not be run: %s".formatted(main.getName(), e), e);
        }
    }

    private String execute(Path told, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "-Djava.nio.channels.spi.SelectorProvider=" + ProbedProvider.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                ListenProbeMain.class.getName(),
                told.toString(),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        // Its input is a pipe from this JVM, whose end it takes for the end of this JVM.
        Process process = builder.start();
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    ? "ended with exit code " + process.exitValue()
                    : "was ended after %s s".formatted(timeout.toMillis() / 1000.0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was interrupted";
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String outputOf(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), Charset.defaultCharset()).strip();
        return text.isEmpty()
                ? " It has written nothing."
                : " Last output:\n" + text.substring(Math.max(0, text.length() - 4_000));
    }

    @SuppressWarnings("AddressSelection") // the address is no name
    private static InetSocketAddress address(String told) throws IOException {
        int space = told.indexOf(' ');
        return new InetSocketAddress(
                InetAddress.getByName(told.substring(space + 1)), Integer.parseInt(told.substring(0, space)));
    }
}
