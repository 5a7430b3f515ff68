package io.mmp.test.mlflow.spring;

import io.mmp.test.mlflow.gateway.TrackingGateway;
import io.mmp.test.server.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
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
        // Spring keeps the context for other classes.
        int port = gateway.uri().getPort();
        Owner.share(port);
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton(TrackingGateway.class.getName(), gateway);
        beans.registerDisposableBean(TrackingGateway.class.getName(), () -> {
            gateway.close();
            Owner.unshare(port);
        });

        Map<String, Object> properties = new LinkedHashMap<>();
        names.forEach(name -> properties.put(name, gateway.uri().toString()));
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        sources.addFirst(new MapPropertySource(NAME, properties));
        // Finds mlflow.tracking.uri by the name of the variable, as in production; Spring Boot knows such sources by
        // their names.
        sources.addFirst(new SystemEnvironmentPropertySource(NAME + "-systemEnvironment", properties));
    }
}
