package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is public is public for ever, unless it says otherwise. */
class PublicTypesTests {

    @Test
    void each_type_for_users_says_since_when() {
        assertThat(Library.typesForUsers())
                .hasSizeGreaterThan(150)
                .allSatisfy(type -> assertThat(source(type)).as(type.getName()).contains("\n * @since 0.1.0\n"));
    }

    /** A constructor has all components of a value for ever; a factory and {@code with} methods let it grow. */
    @Test
    void values_that_users_build_have_no_constructor() {
        List<JavaClass> buildable = Library.typesForUsers()
                .filter(type -> type.getMethods().stream()
                        .anyMatch(method -> method.getName().matches("with([A-Z].*)?")
                                && method.getRawReturnType().equals(type)
                                && method.getModifiers().contains(JavaModifier.PUBLIC)))
                .toList();

        assertThat(buildable)
                .extracting(JavaClass::getSimpleName)
                .contains("ServerSpec", "ContainerSpec", "LockRequest", "Limits", "MetricsGuard", "SharedRedis")
                .contains(
                        "FeastStores",
                        "FeatureSource",
                        "FeatureView",
                        "HttpFeatureServer",
                        "OnlineFeatures",
                        "OnlineValue",
                        "ParityRules",
                        "PointInTimeJoin",
                        "Retrieval");
        assertThat(buildable)
                .allSatisfy(type -> assertThat(type.getConstructors())
                        .as(type.getName())
                        .noneMatch(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC)));
    }

    private static String source(JavaClass type) {
        String file = "src/main/java/" + type.getName().replace('.', '/') + ".java";
        Path found = Stream.of("core", "mlflow", "feast")
                .map(module -> Path.of("../mmp-test-" + module, file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try {
            return Files.readString(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
