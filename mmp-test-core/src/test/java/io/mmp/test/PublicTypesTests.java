package io.mmp.test;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is public here is public for ever, unless it says otherwise. */
class PublicTypesTests {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PUBLIC = Pattern.compile("^public .*$", Pattern.MULTILINE);

    @Test
    void each_type_for_users_says_since_when() {
        assertThat(forUsers())
                .hasSizeGreaterThan(50)
                .allSatisfy(type -> assertThat(read(fileOf(type))).as(type).contains("\n * @since 0.1.0\n"));
    }

    /** A constructor has all components of a value for ever; a factory and {@code with} methods let it grow. */
    @Test
    void values_that_users_build_have_no_constructor() throws ReflectiveOperationException {
        List<String> buildable = new ArrayList<>();
        for (String name : forUsers()) {
            Class<?> type = Class.forName(name);
            if (Stream.of(type.getMethods()).anyMatch(method -> isWither(method, type))) {
                buildable.add(type.getSimpleName());
                assertThat(type.getConstructors()).as(name).isEmpty();
            }
        }
        assertThat(buildable)
                .contains("ServerSpec", "ContainerSpec", "LockRequest", "Limits", "MetricsGuard", "SharedRedis");
    }

    private static boolean isWither(Method method, Class<?> type) {
        return method.getName().matches("with[A-Z].*") && method.getReturnType() == type;
    }

    private static Set<String> forUsers() {
        Set<String> types = publicTypes();
        types.removeAll(internal());
        return types;
    }

    private static Set<String> internal() {
        return publicTypes().stream().filter(PublicTypesTests::isInternal).collect(toCollection(TreeSet::new));
    }

    private static boolean isInternal(String type) {
        Path file = fileOf(type);
        return read(file.resolveSibling("package-info.java")).contains("\n@Internal\n")
                || read(file).contains("\n@Internal\n");
    }

    private static Set<String> publicTypes() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> isPublic(read(file)))
                    .map(file -> SOURCES.relativize(file)
                            .toString()
                            .replace('/', '.')
                            .replaceAll("\\.java$", ""))
                    .collect(toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPublic(String source) {
        return PUBLIC.matcher(source).find();
    }

    private static Path fileOf(String type) {
        return SOURCES.resolve(type.replace('.', '/') + ".java");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
