package io.mmp.test.mlflow.spring;

import io.mmp.test.gateway.SpringGateways;
import io.mmp.test.mlflow.gateway.TrackingGateway;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Puts a tracking URI into the environment of a context before its first bean is made, which lives as long as the context and leads to
 * the server of the test that runs.
 *
 * <p>Customizers with the same names are equal, so that test classes share a context as they would without us.
 *
 * @param names of the properties
 */
record MlflowContextCustomizer(Set<String> names) implements ContextCustomizer {

    private static final String NAME = "mmp-test-mlflow";

    @Override
    public void customizeContext(
            ConfigurableApplicationContext context, MergedContextConfiguration mergedConfiguration) {
        TrackingGateway gateway = TrackingGateway.open();
        Map<String, Object> properties = new LinkedHashMap<>();
        names.forEach(name -> properties.put(name, gateway.uri().toString()));
        SpringGateways.add(context, gateway, gateway.uri().getPort(), NAME, properties);
    }
}
