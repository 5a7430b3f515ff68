package io.mmp.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import io.mmp.test.Internal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the tree of packages as it is drawn, and what is internal inside. */
class ArchitectureTests {

    /** Each package imports from those above it alone, so that there are no cycles. */
    private static final List<String> ORDER = List.of(
            "",
            // core
            ".verdict",
            ".json",
            ".text",
            ".page",
            ".redis",
            ".table",
            ".engine",
            ".extension",
            ".profile",
            ".lock",
            ".condition",
            ".rules",
            ".server",
            ".python",
            ".isolation",
            ".container",
            ".security",
            ".failure",
            ".fixture",
            ".gateway",
            ".database",
            ".data",
            ".metrics",
            ".training",
            ".load",
            ".fault",
            ".measure",
            ".contract",
            ".webhook",
            ".drift",
            ".rollout",
            ".lifecycle",
            ".monitor",
            ".system",
            ".recovery",
            ".readiness",
            ".pipeline",
            ".retrieval",
            // MLflow
            ".mlflow.client",
            ".mlflow.state",
            ".mlflow.assertion",
            ".mlflow.process",
            ".mlflow.container",
            ".mlflow.embedded.python",
            ".mlflow.embedded.wire",
            ".mlflow.embedded.search",
            ".mlflow.embedded.file",
            ".mlflow.embedded.tracking",
            ".mlflow.embedded.registry",
            ".mlflow.embedded.otlp",
            ".mlflow.embedded.trace",
            ".mlflow.embedded.evaluation",
            ".mlflow.embedded.download",
            ".mlflow.embedded",
            ".mlflow.gateway",
            ".mlflow.failure",
            ".mlflow",
            ".mlflow.spring",
            // Feast
            ".feast.view",
            ".feast.history",
            ".feast.online",
            ".feast.parity",
            ".feast.store",
            ".feast.proto",
            ".feast.registry",
            ".feast.serving",
            ".feast.redis",
            ".feast.process",
            ".feast.embedded",
            ".feast",
            ".feast.spring");

    @Test
    void packages_import_downward_only() {
        assertThat(upward(ORDER)).isEmpty();
    }

    @Test
    void an_import_upward_is_seen() {
        List<String> reversed = new ArrayList<>(ORDER);
        Collections.reverse(reversed);
        assertThat(upward(reversed)).contains("io.mmp.test.container.Lease uses io.mmp.test.lock.LockFile");
    }

    @Test
    void public_signatures_have_nothing_in_them_that_is_internal() {
        assertThat(exposed(Library::isInternal)).isEmpty();
    }

    @Test
    void an_internal_type_in_a_public_signature_is_seen() {
        assertThat(exposed(
                        type -> Library.isInternal(type) || type.getSimpleName().equals("LockRequest")))
                .contains("io.mmp.test.lock.LockFile.acquire(io.mmp.test.lock.LockRequest) has LockRequest");
    }

    @Test
    void users_do_without_what_is_internal() {
        assertThat(internalsOf(Library::isInternal)).isEmpty();
        assertThat(internalsOf(type -> type.getSimpleName().equals("ServerSpec")))
                .isNotEmpty();
    }

    @Test
    void the_build_knows_which_packages_are_internal() throws IOException {
        assertThat(internalPackages()).isEqualTo(listed("<internal.packages>([^<]*)<"));
    }

    @Test
    void core_says_what_each_dependency_costs_its_users() throws IOException {
        String pom = Files.readString(Path.of("../mmp-test-core/pom.xml"));
        String dependencies = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));
        assertThat(dependencies.split("</dependency>"))
                .filteredOn(dependency -> dependency.contains("<artifactId>"))
                .filteredOn(dependency -> !dependency.contains("<scope>") && !dependency.contains("<optional>"))
                .isNotEmpty()
                .allMatch(dependency -> Pattern.compile("<!-- [^>]*\\d [kM]B")
                        .matcher(dependency)
                        .find());
    }

    private static List<String> upward(List<String> order) {
        return Library.types()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> Library.isOurs(use.getTargetClass()))
                .filter(use -> place(use.getTargetClass(), order) > place(use.getOriginClass(), order))
                .map(use -> Library.outermost(use.getOriginClass()).getName() + " uses "
                        + Library.outermost(use.getTargetClass()).getName())
                .distinct()
                .sorted()
                .toList();
    }

    private static int place(JavaClass type, List<String> order) {
        String name = Library.outermost(type).getPackageName().substring(Library.ROOT.length());
        assertThat(order).contains(name);
        return order.indexOf(name);
    }

    private static List<String> exposed(Predicate<JavaClass> isInternal) {
        return Library.types()
                .filter(type -> Library.isVisible(type) && !isInternal.test(Library.outermost(type)))
                .flatMap(type -> Stream.concat(supertypes(type, isInternal), members(type, isInternal)))
                .sorted()
                .toList();
    }

    private static Stream<String> supertypes(JavaClass type, Predicate<JavaClass> isInternal) {
        return Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .flatMap(above -> hidden(above, isInternal))
                .map(hidden -> type.getName() + " extends " + hidden);
    }

    private static Stream<String> members(JavaClass type, Predicate<JavaClass> isInternal) {
        return type.getMembers().stream()
                .filter(ArchitectureTests::isVisible)
                .flatMap(member -> signature(member)
                        .flatMap(part -> hidden(part, isInternal))
                        .map(hidden -> member.getFullName() + " has " + hidden))
                .distinct();
    }

    private static Stream<JavaType> signature(JavaMember member) {
        if (member instanceof JavaCodeUnit code) {
            return Stream.of(
                            Stream.of(code.getReturnType()),
                            code.getParameterTypes().stream(),
                            code.getExceptionTypes().stream())
                    .flatMap(parts -> parts);
        }
        return Stream.of(((JavaField) member).getType());
    }

    private static Stream<String> hidden(JavaType type, Predicate<JavaClass> isInternal) {
        return type.getAllInvolvedRawTypes().stream()
                .filter(Library::isOurs)
                .filter(raw -> !Library.isVisible(raw) || isInternal.test(Library.outermost(raw)))
                .map(JavaClass::getSimpleName);
    }

    private static List<String> internalsOf(Predicate<JavaClass> isInternal) {
        return Library.users()
                // What this test looks at is no use of it.
                .filter(type -> !Library.outermost(type).isEquivalentTo(ArchitectureTests.class))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> Library.isOurs(use.getTargetClass())
                        && isInternal.test(Library.outermost(use.getTargetClass())))
                .map(use -> use.getOriginClass().getName() + " uses "
                        + use.getTargetClass().getName())
                .distinct()
                .sorted()
                .toList();
    }

    private static Set<String> internalPackages() {
        return Library.types()
                .map(JavaClass::getPackage)
                .filter(inside -> inside.isAnnotatedWith(Internal.class))
                .map(inside -> inside.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> listed(String pattern) throws IOException {
        Matcher list = Pattern.compile(pattern).matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(list.find()).isTrue();
        return Stream.of(list.group(1).split(",", -1))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isVisible(JavaMember member) {
        return !member.getModifiers().contains(JavaModifier.SYNTHETIC)
                && (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED));
    }
}
