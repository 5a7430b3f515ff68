package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a specification says reaches the process, whatever a shell would make of it. */
@Tag("integration")
class ServerEnvironmentTests {

    private static final Map<String, String> ODD = new LinkedHashMap<>();

    static {
        ODD.put("spring.mail.host", "smtp.example.org");
        ODD.put("with-dash", "a 'quoted' \"value\" $HOME `x` \\ *");
        ODD.put("1leading", "=");
        ODD.put("lines.of", "one\ntwo\n");
        ODD.put("größe.name", "größe €");
        ODD.put("empty.value", "");
        ODD.put("PLAIN", "größe\nand more");
    }

    /** Start a server that prints its variables of these names and its arguments, in hexadecimal digits. */
    private static String printedBy(ServerSpec spec) {
        try (ManagedServer server = ManagedServer.start(spec.withHealth(HealthCheck.tcp()))) {
            return server.log();
        }
    }

    private static ServerSpec printing(String... arguments) {
        List<String> command = new ArrayList<>(HttpMain.java(PrintMain.class, "{port}"));
        command.addAll(List.of(arguments));
        return ServerSpec.of("printer", command.toArray(String[]::new));
    }

    @Test
    void variables_whose_names_are_no_identifiers_reach_the_process() {
        String printed = printedBy(printing().withEnvironment(ODD));

        assertThat(printed.lines())
                .containsAll(ODD.entrySet().stream()
                        .map(variable -> PrintMain.line("variable", variable.getKey() + "=" + variable.getValue()))
                        .toList());
    }

    @Test
    void arguments_reach_the_process_as_they_are() {
        String[] odd = {"", " ", "a\nb", "'", "\"", "$HOME", "*", "größe €", "--", "-n"};

        assertThat(printedBy(printing(odd)).lines())
                .containsSubsequence(Stream.of(odd)
                        .map(text -> PrintMain.line("argument", text))
                        .toList());
    }

    @Test
    void in_the_posix_locale_and_of_inherited_variables_nothing_is_lost(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(HttpMain.java(PosixMain.class)).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("inherited.odd", "größe");
        builder.environment().put("INHERITED_PLAIN", "größe");
        Process jvm = builder.redirectOutput(output.toFile()).start();

        assertThat(jvm.waitFor()).isZero();
        assertThat(Files.readString(output).lines())
                .contains(
                        PrintMain.line("variable", "inherited.odd=größe"),
                        PrintMain.line("variable", "INHERITED_PLAIN=größe"),
                        PrintMain.line("variable", "from.spec=größe €"),
                        PrintMain.line("variable", "FROM_SPEC=größe €"),
                        PrintMain.line("argument", "größe €"));
    }

    @Test
    void no_value_shows_among_the_arguments_of_a_process_and_the_file_is_gone() throws Exception {
        try (ManagedServer server = ManagedServer.start(
                printing().withEnvironment(Map.of("secret.key", "s3cr3t-value")).withHealth(HealthCheck.tcp()))) {
            assertThat(ProcessHandle.current().descendants().flatMap(process -> process.info().commandLine().stream()))
                    .isNotEmpty()
                    .noneMatch(command -> command.contains("s3cr3t-value"));
            try (Stream<Path> files = Files.walk(JvmDirectory.get())) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith(".start-")))
                        .isEmpty();
            }
            assertThat(server.isAlive()).isTrue();
        }
    }

    /** Starts such a server in a JVM of its own. */
    public static final class PosixMain {

        public static void main(String[] args) {
            System.out.print(printedBy(
                    printing("größe €").withEnvironment(Map.of("from.spec", "größe €", "FROM_SPEC", "größe €"))));
        }
    }
}
