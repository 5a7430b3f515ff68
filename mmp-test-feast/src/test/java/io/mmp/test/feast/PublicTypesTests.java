package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what this module offers to the rules for public types. */
class PublicTypesTests {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PUBLIC = Pattern.compile("^public .*$", Pattern.MULTILINE);

    @Test
    void each_type_for_users_says_since_when() {
        assertThat(forUsers())
                .hasSizeGreaterThan(30)
                .allSatisfy(file -> assertThat(read(file)).as(file.toString()).contains("\n * @since 0.1.0\n"));
    }

    /** A constructor has all components of a value for ever; a factory and {@code with} methods let it grow. */
    @Test
    void values_that_users_build_have_no_constructor() throws ClassNotFoundException {
        List<String> buildable = new ArrayList<>();
        for (Path file : forUsers()) {
            Class<?> type = Class.forName(
                    SOURCES.relativize(file).toString().replace('/', '.').replaceAll("\\.java$", ""));
            if (Stream.of(type.getMethods()).anyMatch(method -> isWither(method, type))) {
                buildable.add(type.getSimpleName());
                assertThat(type.getConstructors()).as(type.getName()).isEmpty();
            }
        }
        assertThat(buildable)
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
    }

    private static boolean isWither(Method method, Class<?> type) {
        return method.getName().matches("with([A-Z].*)?") && method.getReturnType() == type;
    }

    private static List<Path> forUsers() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> PUBLIC.matcher(read(file)).find())
                    .filter(file -> !isInternal(read(file)))
                    .filter(file -> !isInternal(read(file.resolveSibling("package-info.java"))))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInternal(String source) {
        return source.contains("\n@Internal\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
