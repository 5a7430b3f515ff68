package shop;

import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector.AnnotatedAndMatchesType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Starts a tracking server before the application, which lives as long. */
public class MlflowResource implements QuarkusTestResourceLifecycleManager {

    /** Marks the field of a test that gets the address of the server. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface TrackingUri {}

    private EmbeddedMlflow mlflow;

    @Override
    public Map<String, String> start() {
        mlflow = EmbeddedMlflow.start(Path.of("target/mlflow-artifacts"));
        return Map.of("mlflow.tracking-uri", mlflow.uri().toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(mlflow.uri(), new AnnotatedAndMatchesType(TrackingUri.class, URI.class));
    }

    @Override
    public void stop() {
        mlflow.close();
    }
}
