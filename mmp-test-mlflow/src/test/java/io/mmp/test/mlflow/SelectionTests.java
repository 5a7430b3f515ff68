package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.mmp.test.fixture.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a person runs of a class, and in which order, changes nothing. */
@ResourceLock(SeenServers.RESOURCE)
class SelectionTests {

    @BeforeEach
    void forget() {
        SeenServers.forget();
    }

    @AfterEach
    void all_servers_are_gone() {
        SeenServers.assertGone();
    }

    @Test
    void a_method_alone_runs_as_in_its_class() {
        runs(1, "", selectMethod(EachTestCase.class, "second", MlflowTracking.class));
        runs(1, "", selectMethod(SharedTestCase.class, "second", MlflowTracking.class));
        assertThat(SeenServers.servers()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MethodName", "Random"})
    void any_order_of_methods_gives_each_its_server(String order) {
        runs(3, order, selectClass(EachTestCase.class));
        assertThat(SeenServers.servers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MethodName", "Random"})
    void any_order_of_methods_shares_the_server_of_the_class(String order) {
        runs(3, order, selectClass(SharedTestCase.class));
        assertThat(SeenServers.servers()).hasSize(1);
    }

    private static void runs(int tests, String order, DiscoverySelector selector) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default",
                        order.isEmpty() ? "" : "org.junit.jupiter.api.MethodOrderer$" + order)
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }

    @IsolatedMlflow
    static class EachTestCase {

        @Test
        void first(MlflowTracking mlflow) {
            SeenServers.log(mlflow);
        }

        @Test
        void second(MlflowTracking mlflow) {
            SeenServers.log(mlflow);
        }

        @Test
        void third(MlflowTracking mlflow) {
            SeenServers.log(mlflow);
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    static class SharedTestCase {

        @Test
        void first(MlflowTracking mlflow) {
            SeenServers.see(mlflow);
        }

        @Test
        void second(MlflowTracking mlflow) {
            SeenServers.see(mlflow);
        }

        @Test
        void third(MlflowTracking mlflow) {
            SeenServers.see(mlflow);
        }
    }
}
