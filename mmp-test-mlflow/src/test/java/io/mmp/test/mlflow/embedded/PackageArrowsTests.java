package io.mmp.test.mlflow.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.mmp.test.Internal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the packages of the embedded server apart: which may know which, and what all of them do without. */
class PackageArrowsTests {

    private static final String MLFLOW = "io.mmp.test.mlflow";
    private static final String EMBEDDED = MLFLOW + ".embedded";

    /** What each package may know of the others; {@code EmbeddedMlflow}, which puts them together, knows all. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "python", Set.of(),
            "wire", Set.of("python"),
            "search", Set.of("wire", "python"),
            "file", Set.of("wire", "python"),
            "otlp", Set.of("wire", "python"),
            "tracking", Set.of("file", "search", "wire", "python"),
            "registry", Set.of("tracking", "file", "search", "wire", "python"),
            "trace", Set.of("otlp", "tracking", "file", "search", "wire", "python"),
            "evaluation", Set.of("tracking", "search", "wire", "python"),
            "download", Set.of("registry", "tracking", "file", "wire"));

    private static final String JSON = "com.fasterxml.jackson..";
    private static final List<String> NEEDED = List.of(
            EMBEDDED + "..",
            "io.mmp.test",
            "io.mmp.test.server",
            MLFLOW + ".state",
            "java..",
            "com.sun.net.httpserver..",
            "org.jspecify..",
            JSON);

    private static final JavaClasses MODULE = load();

    @Test
    void a_package_knows_what_is_below_it_alone() {
        assertThat(violations(layers(KNOWN))).isEmpty();
    }

    @Test
    void an_arrow_that_is_not_drawn_is_seen() {
        Map<String, Set<String>> fewer = new HashMap<>(KNOWN);
        fewer.put("tracking", Set.of("search", "wire", "python"));

        assertThat(violations(layers(fewer)))
                .isNotEmpty()
                .allMatch(line -> line.contains(".embedded.tracking.") && line.contains(".embedded.file."))
                .anyMatch(line -> line.contains("tracking.RunArtifacts.list(") && line.contains("file.SafePath.of("));
    }

    @Test
    void no_package_knows_itself_through_others() {
        assertThat(violations(acyclic(JavaClass::getPackageName))).isEmpty();
    }

    @Test
    void a_cycle_is_seen() {
        assertThat(violations(acyclic(JavaClass::getSimpleName)))
                .anyMatch(line -> line.contains("Slice ModelVersion") && line.contains("Slice RegisteredModel"));
    }

    @Test
    void each_package_has_its_place_and_is_internal() {
        Set<String> inside = MODULE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(EMBEDDED + "."))
                .collect(Collectors.toSet());

        assertThat(inside)
                .isEqualTo(KNOWN.keySet().stream()
                        .map(name -> EMBEDDED + "." + name)
                        .collect(Collectors.toSet()))
                .allMatch(PackageArrowsTests::isInternal);
        assertThat(isInternal(EMBEDDED)).isFalse();
    }

    @Test
    void users_see_the_server_alone() {
        assertThat(MODULE.getPackage(EMBEDDED).getClasses())
                .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .extracting(JavaClass::getSimpleName)
                .containsExactly("EmbeddedMlflow");
    }

    @Test
    void the_rest_of_the_module_goes_through_the_server() {
        assertThat(violations(without(EMBEDDED + ".*.."))).isEmpty();
        assertThat(violations(without(EMBEDDED))).anyMatch(line -> line.contains("EmbeddedMlflow.start()"));
    }

    @Test
    void the_server_needs_no_test_framework() {
        List<String> fewer = new ArrayList<>(NEEDED);
        fewer.remove(JSON);

        assertThat(violations(onlyOn(NEEDED))).isEmpty();
        assertThat(violations(onlyOn(fewer))).isNotEmpty().allMatch(line -> line.contains("<com.fasterxml.jackson."));
    }

    private static LayeredArchitecture layers(Map<String, Set<String>> known) {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : known.keySet()) {
            layers = layers.layer(name).definedBy(EMBEDDED + "." + name);
        }
        for (Map.Entry<String, Set<String>> arrows : known.entrySet()) {
            LayeredArchitecture.LayerDependencySpecification layer = layers.whereLayer(arrows.getKey());
            layers = arrows.getValue().isEmpty()
                    ? layer.mayNotAccessAnyLayer()
                    : layer.mayOnlyAccessLayers(arrows.getValue().toArray(String[]::new));
        }
        return layers;
    }

    private static ArchRule acyclic(Function<JavaClass, String> part) {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(part.apply(type));
                    }

                    @Override
                    public String getDescription() {
                        return "parts of the module";
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    private static ArchRule without(String hidden) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(EMBEDDED + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(hidden);
    }

    private static ArchRule onlyOn(List<String> needed) {
        return classes()
                .that()
                .resideInAPackage(EMBEDDED + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(needed.toArray(String[]::new));
    }

    private static boolean isInternal(String name) {
        return MODULE.getPackage(name).isAnnotatedWith(Internal.class);
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(MODULE).getFailureReport().getDetails();
    }

    private static JavaClasses load() {
        // What our classes use of other libraries is of no interest here, and would take long.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        try {
            Path module = Path.of(EmbeddedMlflow.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new ClassFileImporter().importPath(module);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
