package io.mmp.test.feast;

import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.fixture.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a feature store of its own, which is empty.
 *
 * <pre>{@code
 * @IsolatedFeast
 * class RankingTests {
 *     @Test
 *     void serves_the_latest_rate(FeatureStore feast, FeastClient client) {
 *         feast.apply(DRIVER_STATS);
 *         feast.ingest(DRIVER_STATS, rows);
 *         feast.materialize(yesterday, now);
 *         assertThat(new Ranking(client).rateOf(1001L)).isEqualTo(0.5);
 *     }
 * }
 * }</pre>
 *
 * <p>Tests, {@code @BeforeEach} methods and constructors take a parameter of type {@link FeatureStore} or
 * {@link dev.feast.FeastClient}; the store starts when the first of them is resolved and is gone, with all that is in it, when its scope
 * ends. An annotation on a method comes before the one on its class, and that before the one on an enclosing class. May be used as a
 * meta-annotation.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(IsolatedFeastExtension.class)
public @interface IsolatedFeast {

    /** What runs the feature store. */
    Server server() default Server.DEFAULT;

    /** How long a feature store lives. */
    Scope scope() default Scope.METHOD;

    /** What runs a feature store. */
    enum Server {
        /** What the configuration parameter or system property {@code mmp.feast.server} says, without it {@link #EMBEDDED}. */
        DEFAULT,

        /** A feature store in memory, in Java inside this JVM, that answers as Feast does. */
        EMBEDDED,

        /** Real Feast; needs Python 3.10 or later, PostgreSQL and Redis, and installs Feast once per machine. */
        PROCESS
    }
}
