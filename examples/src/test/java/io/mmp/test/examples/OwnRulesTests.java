package io.mmp.test.examples;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.mmp.test.rules.FixtureFiles;
import io.mmp.test.rules.TestRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the tests of this module to the rules that the library has for those of its users. */
class OwnRulesTests {

    private static final JavaClasses TESTS = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        // What tests start is not judged: a predictor that is slow on purpose sleeps.
        return new ClassFileImporter()
                .importPackages("io.mmp.test.examples")
                .that(HasName.Predicates.nameMatching(".*Tests(\\$.*)?"));
    });

    @Test
    void tests_neither_sleep_nor_end_what_is_not_theirs_and_say_why_they_are_disabled() {
        TestRules.NO_SLEEP.check(TESTS);
        TestRules.NO_KILL_BY_NAME.check(TESTS);
        TestRules.DISABLED_WITH_REASON.check(TESTS);
    }

    @Test
    void each_fixture_file_is_read() {
        FixtureFiles.in(Path.of("src/test/resources"))
                .readBy(Path.of("src/test/java"), Path.of("../pom.xml"))
                .allowing("META-INF/**", "profiles/*", "python/*", "strangers/**")
                .check();
    }
}
