package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a failed test leaves of real Feast: its output since the store of the test was made. */
@Tag("e2e")
@EnabledIfFeastProcess
class FailedStoreProcessTests {

    private static final FeatureView VIEW =
            FeatureView.named("rates").withJoinKey("driver", ValueType.INT64).withFeature("rate", ValueType.DOUBLE);
    private static final FeatureView OTHER_KEY =
            FeatureView.named("names").withJoinKey("driver", ValueType.STRING).withFeature("name", ValueType.STRING);

    @Test
    void a_test_that_fails_leaves_what_feast_has_written_for_it_and_one_that_passes_nothing() {
        assertThat(EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(RefusedTestCase.class))
                        .execute()
                        .allEvents()
                        .reportingEntryPublished()
                        .stream()
                        .map(event -> event.getTestDescriptor().getDisplayName() + " | "
                                + event.getRequiredPayload(ReportEntry.class).getKeyValuePairs()))
                .hasSize(2)
                .satisfies(
                        refused -> assertThat(refused)
                                .startsWith("is_refused(FeatureStore) | {mmp.failure.feast=Feature store (PROCESS)\n")
                                .contains("Last output:\n", "ValueError: Join key 'driver' is "),
                        atIndex(0))
                .satisfies(
                        later -> assertThat(later)
                                .startsWith("fails_later(FeatureStore) | ")
                                .doesNotContain("ValueError"),
                        atIndex(1));
    }

    @IsolatedFeast(server = IsolatedFeast.Server.PROCESS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class RefusedTestCase {

        @Test
        @Order(1)
        void passes(FeatureStore store) {
            store.apply(VIEW);
        }

        @Test
        @Order(2)
        void is_refused(FeatureStore store) {
            store.apply(VIEW, OTHER_KEY);
        }

        @Test
        @Order(3)
        void fails_later(FeatureStore store) {
            store.apply(VIEW);
            throw new AssertionError("its own reason");
        }
    }
}
