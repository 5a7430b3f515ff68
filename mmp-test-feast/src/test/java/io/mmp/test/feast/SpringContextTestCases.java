package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feast.FeastClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.fixture.Scope;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Test classes whose context is started anew, has parents, reads while it starts, or is used by several at once. */
@NullUnmarked
final class SpringContextTestCases {

    private SpringContextTestCases() {}

    /** Asks for a feature when it starts, as to find out early that the server is there. */
    static class ReadingApplication extends SpringTestCases.Application {

        @Bean
        String answer(FeastClient client) {
            try {
                return String.valueOf(SpringTestCases.read(client));
            } catch (StatusRuntimeException e) {
                return String.valueOf(e.getStatus().getDescription());
            }
        }
    }

    @IsolatedFeast
    @SpringJUnitConfig(ReadingApplication.class)
    static class ReadingMethodTestCase {

        @RepeatedTest(2)
        void test(@Autowired String answer, @Autowired FeastClient own, FeatureStore feast) {
            assertThat(answer).contains("driver_stats").doesNotContain("context started");
            SpringTestCases.serves(own, feast);
        }
    }

    @IsolatedFeast
    @SpringJUnitConfig(SpringTestCases.Application.class)
    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    @TestPropertySource(properties = "for = AnewTestCase")
    static class AnewTestCase {

        @RepeatedTest(2)
        void test(FeatureStore feast, @Autowired FeastClient own) {
            SpringTestCases.serves(own, feast);
        }
    }

    @IsolatedFeast
    @SpringJUnitConfig(SpringTestCases.Application.class)
    @TestPropertySource(properties = "for = BeforeTestCase")
    static class BeforeTestCase {

        @Autowired
        private FeastClient own;

        @DirtiesContext(methodMode = MethodMode.BEFORE_METHOD)
        @RepeatedTest(2)
        void test(FeatureStore feast) {
            SpringTestCases.serves(own, feast);
        }
    }

    @IsolatedFeast
    @ContextHierarchy({
        @ContextConfiguration(name = "parent", classes = SpringTestCases.ParentApplication.class),
        @ContextConfiguration(name = "child", classes = HierarchyTestCase.Child.class)
    })
    @ExtendWith(SpringExtension.class)
    static class HierarchyTestCase {

        @Configuration
        static class Child {

            Child() {
                SpringTestCases.CONTEXTS.incrementAndGet();
            }

            @Bean
            FeastClient childClient(@Value("${feast.host}") String host, @Value("${feast.port}") int port) {
                return FeastClient.create(host, port);
            }
        }

        @RepeatedTest(2)
        void test(
                FeatureStore feast,
                @Autowired @Qualifier("client") FeastClient ofParent,
                @Autowired @Qualifier("childClient") FeastClient ofChild) {
            SpringTestCases.serves(ofParent, feast);
            SpringTestCases.serves(ofChild, feast);
        }
    }

    @IsolatedFeast
    @SpringJUnitConfig(SpringTestCases.Application.class)
    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnceTestCase {

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        void one(@Autowired FeastClient own, FeatureStore feast) throws Exception {
            refused(own, feast);
        }

        @Test
        void other(@Autowired FeastClient own, FeatureStore feast) throws Exception {
            refused(own, feast);
        }

        private static void refused(FeastClient own, FeatureStore feast) throws Exception {
            BOTH.await(10, TimeUnit.SECONDS);
            try {
                long filled = SpringTestCases.fill(feast);
                assertThatThrownBy(() -> SpringTestCases.read(own))
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageStartingWith(
                                Status.Code.FAILED_PRECONDITION + ": These run at once and share an application, "
                                        + "but have a feature store each, so that nobody can tell which of them "
                                        + "GetOnlineFeatures is for: ")
                        .hasMessageContaining("AtOnceTestCase.one()")
                        .hasMessageContaining("AtOnceTestCase.other()")
                        .hasMessageContaining("@ResourceLock(\"feast\")");
                assertThat(SpringTestCases.read(feast.online())).isEqualTo(filled);
            } finally {
                BOTH.await(10, TimeUnit.SECONDS);
            }
        }
    }

    /** Its client is used by no test, but by a thread of the application, before and after its test. */
    @IsolatedFeast
    @SpringJUnitConfig(SpringTestCases.Application.class)
    @TestPropertySource(properties = "for = BetweenTestCase")
    static class BetweenTestCase {

        static FeastClient client;

        @Test
        void test(FeatureStore feast, @Autowired FeastClient own) {
            client = own;
            SpringTestCases.serves(own, feast);
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    @SpringJUnitConfig(SpringTestCases.Application.class)
    @TestPropertySource(properties = "for = BetweenTestCase")
    static class AfterwardsTestCase {

        @Test
        void test(FeatureStore feast, @Autowired FeastClient own) {
            assertThat(own).isSameAs(BetweenTestCase.client);
            SpringTestCases.serves(own, feast);
        }
    }
}
