package io.mmp.test.rules;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.lang.ArchRule;
import io.mmp.test.lock.MachineLock;
import io.mmp.test.lock.MachineLocks;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;

/**
 * Rules of ArchUnit for test classes, which needs the dependency {@code com.tngtech.archunit:archunit}.
 *
 * <pre>{@code
 * JavaClasses tests = new ClassFileImporter().importPath("target/test-classes");
 *
 * TestRules.NO_SLEEP.check(tests);
 * TestRules.NO_FIXED_PORT.check(tests);
 * }</pre>
 *
 * <p>Each names the place and what to do instead. All of a test class is judged, also what it does in a lambda.
 *
 * @since 0.1.0
 */
public final class TestRules {

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:^|[^\\w.-])(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1?]):[1-9][0-9]{1,4}(?![0-9])");
    private static final Pattern KILLER = Pattern.compile("\\b(?:pkill|killall|taskkill)\\b");

    /** Tests do not sleep: they wait for what they need. */
    public static final ArchRule NO_SLEEP = rule(
            "not sleep",
            "a pause is too short on a busy machine and too long on an idle one: wait for what is needed, as by Awaitility",
            type -> calls(type, "java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep"));

    /** Tests do not change what all tests of the JVM share: system properties, default locale and time zone, static fields that are not private. */
    public static final ArchRule NO_STATIC_CONFIGURATION = rule(
            "not change what all tests of the JVM share",
            "tests that run at the same time or later see it: hand the value over, as an argument or in the environment of a process",
            type -> Stream.concat(
                    calls(
                            type,
                            "java.lang.System.setProperty",
                            "java.lang.System.clearProperty",
                            "java.lang.System.setProperties",
                            "java.util.Locale.setDefault",
                            "java.util.TimeZone.setDefault"),
                    type.getFields().stream()
                            .filter(field -> field.getModifiers().contains(STATIC))
                            .filter(field ->
                                    Stream.of(FINAL, PRIVATE, SYNTHETIC).noneMatch(field.getModifiers()::contains))
                            .map(field ->
                                    "field %s is static and can be changed by others".formatted(field.getFullName()))));

    /** Tests have no address of this machine with a port in a text. Ports that are numbers in the code are not seen. */
    public static final ArchRule NO_FIXED_PORT = rule(
            "have no fixed port",
            "another process may have it: bind port 0 and ask which it was, or lease one",
            type -> texts(type, ADDRESS, "names the port"));

    /** Tests end no process by its name. */
    public static final ArchRule NO_KILL_BY_NAME = rule(
            "end no process by its name",
            "others have processes of that name: keep the handle of your own, and end that",
            type -> texts(type, KILLER, "names the program"));

    /** A test that is disabled says why. */
    public static final ArchRule DISABLED_WITH_REASON = rule(
            "say why a test is disabled",
            "nobody else can know when it may run again: write it into the annotation",
            type -> Stream.concat(
                            isDisabledWithoutReason(type) ? Stream.of(type.getDescription()) : Stream.empty(),
                            type.getMethods().stream()
                                    .filter(TestRules::isDisabledWithoutReason)
                                    .map(JavaCodeUnit::getDescription))
                    .map(element -> element + " is disabled without a reason"));

    private TestRules() {}

    /**
     * Return the rule that tests which use one of these types have {@code @ServerTest} or another {@link MachineLock}, on the class, a class around it, or
     * each method that uses the type: what starts a server at a place of its own on the machine.
     *
     * @throws IllegalArgumentException if no type is given
     */
    public static ArchRule lockedWhereTheyUse(Class<?>... servers) {
        if (servers.length == 0) {
            throw new IllegalArgumentException("Name the types whose users need the lock.");
        }
        Set<String> names = Set.copyOf(Stream.of(servers).map(Class::getName).toList());
        return rule(
                "hold a lock where they use "
                        + String.join(
                                ", ",
                                Stream.of(servers).map(Class::getSimpleName).toList()),
                "two tests would use the same server of the machine: annotate them with @ServerTest or @MachineLock",
                type -> isLocked(type)
                        ? Stream.empty()
                        : type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> names.contains(
                                        dependency.getTargetClass().getName()))
                                .filter(dependency -> !isLockedMethod(type, dependency.getDescription()))
                                .map(dependency -> dependency.getDescription())
                                .limit(1));
    }

    private static ArchRule rule(String demand, String remedy, Offences offences) {
        return classes()
                .should(new NoOffences(demand, offences))
                .because(remedy)
                .allowEmptyShould(false);
    }

    private static Stream<String> calls(JavaClass type, String... methods) {
        List<String> wanted = List.of(methods);
        return Stream.concat(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
                .filter(call -> wanted.contains(call.getTargetOwner().getName() + "." + call.getName()))
                .map(call -> call.getDescription());
    }

    private static Stream<String> texts(JavaClass type, Pattern pattern, String what) {
        return StringConstants.of(type).stream()
                .map(pattern::matcher)
                .filter(found -> found.find())
                .map(found -> "class %s %s '%s'"
                        .formatted(type.getName(), what, found.group().strip()));
    }

    private static boolean isDisabledWithoutReason(HasAnnotations<?> element) {
        return element.tryGetAnnotationOfType(Disabled.class.getName())
                .map(TestRules::reason)
                .filter(String::isBlank)
                .isPresent();
    }

    private static String reason(JavaAnnotation<?> disabled) {
        return disabled.get("value").map(String::valueOf).orElse("");
    }

    private static boolean isLocked(JavaClass type) {
        return isLocked((HasAnnotations<?>) type)
                || type.getAllRawSuperclasses().stream().anyMatch(parent -> isLocked((HasAnnotations<?>) parent))
                || type.getEnclosingClass().map(TestRules::isLocked).orElse(false);
    }

    private static boolean isLocked(HasAnnotations<?> element) {
        return element.isAnnotatedWith(MachineLock.class)
                || element.isAnnotatedWith(MachineLocks.class)
                || element.isMetaAnnotatedWith(MachineLock.class);
    }

    private static boolean isLockedMethod(JavaClass type, String description) {
        return type.getMethods().stream()
                .filter(TestRules::isLocked)
                .map(JavaCodeUnit::getFullName)
                .anyMatch(name -> description.startsWith("Method <" + name + ">"));
    }
}
