package io.mmp.test.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.mmp.test.lock.MachineLock;
import io.mmp.test.lock.ServerTest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestRulesTests {

    private static List<String> offences(ArchRule rule, Class<?>... types) {
        return rule.evaluate(classes(types)).getFailureReport().getDetails();
    }

    /** What is used of other libraries is of no interest here, and would take seconds. */
    private static JavaClasses classes(Class<?>... types) {
        Class<?>[] all = Stream.concat(Stream.of(types), Stream.of(ServerTest.class, MachineLock.class))
                .toArray(Class<?>[]::new);
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importClasses(all);
        });
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                TestRules.NO_SLEEP,
                TestRules.NO_STATIC_CONFIGURATION,
                TestRules.NO_FIXED_PORT,
                TestRules.NO_KILL_BY_NAME,
                TestRules.DISABLED_WITH_REASON,
                TestRules.lockedWhereTheyUse(LegacyServer.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_good_test_keeps_each_rule(ArchRule rule) {
        assertThat(offences(rule, Good.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_that_judged_no_class_fails(ArchRule rule) {
        assertThatCode(() -> rule.check(new ClassFileImporter().importClasses()))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_sleep_is_found_also_in_a_lambda_and_as_a_reference() {
        assertThat(offences(TestRules.NO_SLEEP, Sleeping.class))
                .hasSize(3)
                .allMatch(offence -> offence.contains("TestRulesTests.java:"))
                .anyMatch(offence -> offence.contains("java.util.concurrent.TimeUnit.sleep(long)"));
        assertThatCode(() -> TestRules.NO_SLEEP.check(classes(Sleeping.class)))
                .hasMessageContaining(
                        "because a pause is too short on a busy machine and too long on an idle one: wait for what is needed, as by Awaitility");
    }

    @Test
    void what_changes_the_jvm_is_found() {
        assertThat(offences(TestRules.NO_STATIC_CONFIGURATION, Configuring.class))
                .hasSize(3)
                .anyMatch(offence -> offence.contains("java.lang.System.setProperty("))
                .anyMatch(offence -> offence.contains("java.util.Locale.setDefault("))
                .anyMatch(
                        offence -> offence.startsWith(
                                "field io.mmp.test.rules.TestRulesTests$Configuring.uri is static and can be changed by others in "));
    }

    @Test
    void an_address_with_a_port_is_found() {
        assertThat(offences(TestRules.NO_FIXED_PORT, FixedPort.class))
                .extracting(offence -> offence.replaceAll(" in \\(.*", ""))
                .containsExactlyInAnyOrder(
                        "class io.mmp.test.rules.TestRulesTests$FixedPort names the port '/localhost:5000'",
                        "class io.mmp.test.rules.TestRulesTests$FixedPort names the port '[::1]:8080'");
    }

    @Test
    void a_kill_by_name_is_found() {
        assertThat(offences(TestRules.NO_KILL_BY_NAME, Killing.class))
                .singleElement()
                .asString()
                .startsWith("class io.mmp.test.rules.TestRulesTests$Killing names the program 'pkill' in ");
    }

    @Test
    void a_test_that_is_disabled_without_a_reason_is_found() {
        assertThat(offences(TestRules.DISABLED_WITH_REASON, SilentlyDisabled.class))
                .singleElement()
                .asString()
                .contains("SilentlyDisabled.waits()> is disabled without a reason in ");
    }

    @Test
    void a_server_without_its_lock_is_found() {
        ArchRule rule = TestRules.lockedWhereTheyUse(LegacyServer.class);

        assertThat(offences(rule, Unlocked.class)).hasSize(1);
        assertThat(offences(rule, Locked.class, InheritingLock.class, LockedMethod.class))
                .isEmpty();
        assertThat(rule.getDescription())
                .isEqualTo(
                        "classes should hold a lock where they use LegacyServer, because two tests would use the same server of the machine: annotate them with @ServerTest or @MachineLock");
        assertThatIllegalArgumentException().isThrownBy(TestRules::lockedWhereTheyUse);
    }

    static final class LegacyServer {
        void start() {}
    }

    @SuppressWarnings({"UnusedVariable", "AddressSelection"}) // what the rules let pass
    static class Good {
        private static int started;
        static final String URI = "http://localhost:0/ and 127.0.0.1:x, 10.127.0.0.1:80";
        private final InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);

        @Disabled("until the server speaks HTTP/2")
        @Test
        void runs() {
            started += any.getPort();
        }
    }

    static class Sleeping {
        void one() throws InterruptedException {
            Thread.sleep(1000);
        }

        Runnable two() {
            return () -> {
                try {
                    TimeUnit.SECONDS.sleep(1);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
        }

        interface Pause {
            void of(long millis) throws InterruptedException;
        }

        Pause three() {
            return Thread::sleep;
        }
    }

    static class Configuring {
        static String uri = "";

        void configure() {
            System.setProperty("uri", uri);
            Locale.setDefault(Locale.ROOT);
        }
    }

    static class FixedPort {
        String one() {
            return "http://localhost:5000/health";
        }

        String two() {
            return "[::1]:8080";
        }
    }

    static class Killing {
        ProcessBuilder stop() {
            return new ProcessBuilder("sh", "-c", "pkill -f mlflow");
        }
    }

    static class SilentlyDisabled {
        @Disabled
        @Test
        void waits() {}
    }

    static class Unlocked {
        @Test
        void uses() {
            new LegacyServer().start();
        }
    }

    @ServerTest
    static class Locked extends Unlocked {
        @Test
        void uses_too() {
            new LegacyServer().start();
        }
    }

    static class InheritingLock extends Locked {
        @Test
        void uses_as_well() {
            new LegacyServer().start();
        }
    }

    static class LockedMethod {
        @Test
        @ServerTest
        void uses() {
            new LegacyServer().start();
        }
    }
}
