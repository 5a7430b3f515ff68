package io.mmp.test.feast;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class FeastProcessConditionTests {

    private static final String REASON =
            "Feast needs Python 3.10 or later, but 'no-such-python' cannot be run. Install one, or name one with mmp.python.";

    @TempDir
    private Path cache;

    @Test
    void a_test_is_skipped_with_the_reason_where_feast_cannot_be_had() {
        containersOf("auto")
                .assertThatEvents()
                .haveExactly(1, event(skippedWithReason("[no-feast-process] " + REASON)));
    }

    @Test
    void a_test_fails_with_the_reason_where_feast_is_required() {
        assertFails("required", "mmp.feast.process is required. " + REASON);
    }

    @Test
    void a_test_is_skipped_where_feast_is_switched_off() {
        containersOf("off")
                .assertThatEvents()
                .haveExactly(1, event(skippedWithReason("[feast-process-off] mmp.feast.process is off")));
    }

    @Test
    void another_policy_is_refused() {
        assertFails("maybe", "mmp.feast.process must be auto, required or off, but is 'maybe'");
    }

    private void assertFails(String policy, String message) {
        containersOf(policy)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                cause(instanceOf(ExtensionConfigurationException.class), message(message)))));
    }

    private Events containersOf(String policy) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(RealFeastTestCase.class))
                .configurationParameter("mmp.feast.process", policy)
                .configurationParameter("mmp.feast.offline", "duckdb")
                .configurationParameter("mmp.feast.online", "sqlite")
                .configurationParameter("mmp.cache.dir", cache.toString())
                .configurationParameter("mmp.python", "no-such-python")
                .execute()
                .containerEvents();
    }

    @EnabledIfFeastProcess
    static class RealFeastTestCase {

        @Test
        void succeeds() {}
    }
}
