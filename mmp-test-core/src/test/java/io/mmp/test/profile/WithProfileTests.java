package io.mmp.test.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.profile.ProfileTestCases.Settings;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@ResourceLock("profile test cases")
class WithProfileTests {

    private static final URI TRACKING = URI.create("http://127.0.0.1:5000");
    private static final Settings LOCAL = new Settings(1_000, TRACKING);
    private static final Settings DEV = new Settings(1_000_000, TRACKING);

    private static final Queue<Object> SEEN = new ConcurrentLinkedQueue<>();

    static void see(Object settings) {
        SEEN.add(settings);
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void every_method_of_a_class_gets_the_settings_of_the_active_profile() {
        run(ProfileTestCases.Plain.class, "local").assertStatistics(stats -> stats.succeeded(1));
        assertThat(SEEN).containsExactly(LOCAL, LOCAL, LOCAL, LOCAL, Profile.of("local"), LOCAL);
        assertThat(SEEN.stream().filter(Settings.class::isInstance))
                .allSatisfy(settings -> assertThat(settings).isSameAs(SEEN.peek()));
        SEEN.clear();
        run(ProfileTestCases.Plain.class, "DEV").assertStatistics(stats -> stats.succeeded(1));
        assertThat(SEEN).containsExactly(DEV, DEV, DEV, DEV, Profile.of("dev"), DEV);
    }

    @Test
    void what_is_nearer_to_the_test_replaces_what_is_further_away() {
        run(ProfileTestCases.Outer.class, "prod").assertStatistics(stats -> stats.succeeded(2));
        assertThat(SEEN)
                .containsExactlyInAnyOrder(
                        new Settings(1_000, URI.create("http://outer")),
                        new Settings(7, URI.create("http://inner?a=b")));
    }

    @Test
    void a_class_adds_to_what_it_inherits() {
        run(ProfileTestCases.Inheriting.class, "prod").assertStatistics(stats -> stats.succeeded(3));
        assertThat(SEEN).contains(new Settings(1_000, URI.create("http://outer")));
    }

    @Test
    void another_annotation_may_carry_it_and_all_kinds_of_tests_get_them() {
        run(ProfileTestCases.Meta.class, "prod").assertStatistics(stats -> stats.succeeded(4));
        assertThat(SEEN).containsExactly(DEV, DEV, DEV, DEV);
    }

    @Test
    void one_instance_for_a_class_and_tests_side_by_side_get_their_own() {
        run(ProfileTestCases.PerClass.class, "prod").assertStatistics(stats -> stats.succeeded(2));
        assertThat(SEEN).containsExactlyInAnyOrder(DEV, DEV, LOCAL);
    }

    @Test
    void two_classes_side_by_side_do_not_disturb_each_other() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .selectors(
                        selectClass(ProfileTestCases.PerClass.class),
                        selectClass(ProfileTestCases.Outer.class),
                        selectClass(ProfileTestCases.Meta.class))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(8));
    }

    @Test
    void settings_that_do_not_fit_fail_the_test_with_all_that_is_wrong() {
        fails(
                ProfileTestCases.Misfit.class,
                ParameterResolutionException.class,
                "The settings of the profile 'local' do not fit the record io.mmp.test.profile.ProfileTestCases$Other:%n  profiles/common.properties, line 2: nothing is called 'tracking'."
                        .formatted());
    }

    @Test
    void an_override_is_a_pair() {
        fails(
                ProfileTestCases.NoPair.class,
                ParameterResolutionException.class,
                "@WithProfile(set = \"rows 7\") on NoPair is not of the form \"key = value\".");
    }

    @Test
    void a_record_that_no_annotation_names_is_not_ours() {
        fails(
                ProfileTestCases.Undeclared.class,
                ParameterResolutionException.class,
                "No ParameterResolver registered for parameter");
    }

    @Test
    void what_is_misspelt_is_named_with_its_place() {
        List<String> messages = run(ProfileTestCases.Misspelt.class, "local")
                .failed()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .toList();
        assertThat(messages)
                .anySatisfy(
                        message -> assertThat(message)
                                .endsWith(
                                        "The profile 'dve' has no file profiles/dve.properties on the class path; there are dev, local. Did you mean 'dev'? Add it, for example to src/test/resources."))
                .anySatisfy(
                        message -> assertThat(message)
                                .endsWith(
                                        "@WithProfile(set = \"rowz = 1\") on Misspelt.key(): nothing is called 'rowz'. Did you mean 'rows'?"));
    }

    private static Events run(Class<?> testClass, String profile) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("mmp.profile", profile)
                .selectors(selectClass(testClass))
                .execute()
                .testEvents();
    }

    private static void fails(Class<?> testClass, Class<? extends Throwable> type, String messagePart) {
        run(testClass, "local")
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(instanceOf(type), message(found -> found.contains(messagePart))));
        assertThat(SEEN).isEmpty();
    }
}
