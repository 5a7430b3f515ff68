package io.mmp.test.examples;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps in step what the code reads, what the page {@code docs/configuration.md} says, and the metadata that editors complete from. */
class ConfigurationTests {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES = List.of("core", "mlflow", "feast");

    /** What the library publishes under such names, or such a prefix: entries of reports. */
    private static final Set<String> ENTRIES = Set.of(
            "mmp.budget.millis",
            "mmp.container.start.millis",
            "mmp.database.open.connections",
            "mmp.failure",
            "mmp.kept",
            "mmp.lock.wait.millis",
            "mmp.verdict.false.alarm");

    private static final Pattern PARAMETER = Pattern.compile("\"(mmp(?:\\.[a-z]+)+)\\.?\"");
    private static final Pattern VARIABLE = Pattern.compile("\"(MMP_(?!TEST_|\\w+_TOKEN)\\w+|APP_ENV|DOCKER_HOST)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(mmp[\\w.]+)` \\| (.+?) \\| (.+) \\|$");

    private final String page = Files.readString(ROOT.resolve("docs/configuration.md"));

    ConfigurationTests() throws IOException {}

    /** @param value the default as an editor shows it, null if it depends on the machine */
    private record Parameter(String type, String value, String description) {}

    @ParameterizedTest
    @ValueSource(strings = {"core", "mlflow", "feast"})
    void what_a_module_reads_is_in_its_metadata_and_nothing_else(String module) {
        Set<String> read = literals(PARAMETER, sources(module));
        read.removeAll(ENTRIES);

        if (module.equals("core")) {
            assertThat(metadata(module).keySet()).isEqualTo(read);
        } else { // it may read those of the core too
            assertThat(metadata(module).keySet()).isSubsetOf(read);
            read.removeAll(metadata("core").keySet());
            assertThat(metadata(module).keySet()).isEqualTo(read);
        }
    }

    @Test
    void the_page_has_a_row_for_each_parameter_with_its_default_and_meaning() {
        Map<String, Parameter> all = new TreeMap<>();
        MODULES.forEach(module -> all.putAll(metadata(module)));
        Map<String, Parameter> rows = ROW.matcher(page)
                .results()
                .collect(toMap(
                        row -> row.group(1),
                        row -> new Parameter("", row.group(2), row.group(3).replace("`", ""))));

        assertThat(rows.keySet()).isEqualTo(all.keySet());
        assertThat(all).allSatisfy((name, parameter) -> {
            assertThat(rows.get(name).description()).as(name).isEqualTo(parameter.description());
            if (parameter.value() != null) {
                assertThat(rows.get(name).value()).as(name).isEqualTo("`" + parameter.value() + "`");
            }
        });
    }

    @Test
    void each_environment_variable_that_is_read_is_on_the_page() {
        Set<String> read = literals(VARIABLE, MODULES.stream().flatMap(ConfigurationTests::sources));

        assertThat(read).contains("MMP_KEEP_CONTAINERS").allMatch(variable -> page.contains("`" + variable + "`"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "mlflow", "feast"})
    void the_values_that_are_proposed_are_those_of_parameters_and_types_are_known(String module) {
        Map<String, Parameter> parameters = metadata(module);

        assertThat(parameters.values())
                .extracting(Parameter::type)
                .allSatisfy(type ->
                        assertThat(Class.forName(type.replaceFirst("<.*", ""))).isNotNull());
        assertThat(list(module, "hints")).isNotEmpty().allSatisfy(hint -> {
            Parameter parameter = parameters.get((String) hint.get("name"));
            List<String> values = ((List<?>) hint.get("values"))
                    .stream()
                            .map(value -> (String) ((Map<?, ?>) value).get("value"))
                            .toList();
            assertThat(parameter).isNotNull();
            assertThat(values)
                    .allMatch(value -> parameter.description().contains(value) || value.equals(parameter.value()));
        });
    }

    @Test
    void a_parameter_is_found_however_it_stands_in_the_code() {
        assertThat(literals(
                        PARAMETER, Stream.of("a(\"mmp.docker\", \"mmp.settings.\" + key, \"mmp test\", \"x.mmp.y\")")))
                .containsExactly("mmp.docker", "mmp.settings");
    }

    private static Map<String, Parameter> metadata(String module) {
        return list(module, "properties").stream()
                .collect(toMap(
                        property -> (String) property.get("name"),
                        property -> new Parameter(
                                (String) property.get("type"),
                                property.get("defaultValue") == null
                                        ? null
                                        : property.get("defaultValue").toString(),
                                (String) property.get("description"))));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(String module, String name) {
        String file = "mmp-test-" + module + "/src/main/resources/META-INF/spring-configuration-metadata.json";
        try {
            return (List<Map<String, Object>>)
                    JSON.std.mapFrom(Files.readString(ROOT.resolve(file))).get(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> literals(Pattern pattern, Stream<String> sources) {
        return sources.flatMap(source -> pattern.matcher(source).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve("mmp-test-" + module + "/src/main/java"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ConfigurationTests::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
