package io.mmp.test.mlflow;

import io.mmp.test.fixture.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test an MLflow tracking server of its own, with an empty store.
 *
 * <pre>{@code
 * @IsolatedMlflow
 * class TrainingTests {
 *     @Test
 *     void logs_its_metrics(MlflowTracking mlflow) {
 *         String runId = train(mlflow.uri());
 *         assertThat(mlflow.run(runId)).isFinished().hasMetric("auc");
 *     }
 * }
 * }</pre>
 *
 * <p>Tests, {@code @BeforeEach} methods and constructors take a parameter of type {@link MlflowTracking} or
 * {@link org.mlflow.tracking.MlflowClient}; the server starts when the first of them is resolved and is gone, with all that it stored, when its scope ends. An
 * annotation on a method comes before the one on its class, and that before the one on an enclosing class. May be used as a meta-annotation.
 *
 * <p>Should a test fail, the runs of its server are in the report of the test; {@code mmp.failure.dir} keeps them as files, and
 * {@code mmp.keep=on-failure} keeps the server until somebody has looked at it.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(IsolatedMlflowExtension.class)
public @interface IsolatedMlflow {

    /** What runs the server. */
    Server server() default Server.DEFAULT;

    /** How long a server lives. */
    Scope scope() default Scope.METHOD;

    /**
     * What the server has in the beginning, as a {@link io.mmp.test.mlflow.state.MlflowState} that was written to a file: a name on the class path, or else
     * a path, such as {@code state/two-models.json}; empty for nothing. Each server begins with it anew. It must be an embedded one.
     */
    String state() default "";

    /** What runs an MLflow server. */
    enum Server {
        /**
         * What the configuration parameter or system property {@code mmp.mlflow.server} says: {@code EMBEDDED}, {@code PROCESS}, {@code CONTAINER}, or the tracking URI of
         * a server that runs already, where each scope gets an experiment of its own. Without it {@link #EMBEDDED}.
         */
        DEFAULT,

        /** A server in Java inside this JVM that answers as MLflow does. */
        EMBEDDED,

        /** The real MLflow server as a process; needs Python 3.10 or later, and installs MLflow once per machine. */
        PROCESS,

        /**
         * The real MLflow server in a container of its own; needs Docker, {@code org.testcontainers:testcontainers}, and the image that the
         * configuration parameter or system property {@code mmp.mlflow.image} names, {@code ghcr.io/mlflow/mlflow:v3.17.2} by default.
         */
        CONTAINER
    }
}
