package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@Tag("integration")
class SmallDiskConditionTests {

    @Test
    @EnabledIfSmallDisk
    void a_test_runs_where_a_disk_can_be_mounted() {
        assertThat(run("required").succeeded().count()).isEqualTo(1);
    }

    @Test
    void a_test_is_skipped_where_disks_are_switched_off() {
        run("off").assertThatEvents().haveExactly(1, event(skippedWithReason("[disk-off] mmp.disk is off")));
    }

    @Test
    void another_policy_is_refused() {
        run("maybe")
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(cause(
                                instanceOf(ExtensionConfigurationException.class),
                                message("mmp.disk must be auto, required or off, but is 'maybe'")))));
    }

    @Test
    void a_machine_that_mounts_nothing_says_why() throws Exception {
        ProcessBuilder bare = new ProcessBuilder(DiskMain.command("try"));
        bare.environment().put("PATH", "/nowhere");
        Process jvm = bare.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(new String(jvm.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo(
                        "No small disk can be mounted here: mount was not found in PATH; setsid was not found in PATH. Run the test as root, or where the kernel allows user namespaces.%n"
                                .formatted());
    }

    private static Events run(String policy) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("mmp.disk", policy)
                .selectors(selectClass(DiskTestCase.class))
                .execute()
                .testEvents();
    }

    static class DiskTestCase {
        @Test
        @EnabledIfSmallDisk
        void passes() {}
    }
}
