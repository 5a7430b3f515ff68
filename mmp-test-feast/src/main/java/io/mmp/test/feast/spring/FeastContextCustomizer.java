package io.mmp.test.feast.spring;

import io.mmp.test.feast.serving.ServingGateway;
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
 * Puts the address of a feature server into the environment of a context before its first bean is made, which lives as long as the context
 * and answers from the feature store of the test that runs.
 *
 * <p>Customizers with the same names are equal, so that test classes share a context as they would without us.
 *
 * @param hosts the names of properties that get the host
 * @param ports the names of properties that get the port
 * @param targets the names of properties that get both
 */
record FeastContextCustomizer(Set<String> hosts, Set<String> ports, Set<String> targets) implements ContextCustomizer {

    private static final String NAME = "mmp-test-feast";
    private static final String HOST = "127.0.0.1";

    @Override
    public void customizeContext(
            ConfigurableApplicationContext context, MergedContextConfiguration mergedConfiguration) {
        ServingGateway gateway = ServingGateway.open();
        // Spring keeps the context for other classes.
        int port = gateway.address().getPort();
        Owner.share(port);
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton(ServingGateway.class.getName(), gateway);
        beans.registerDisposableBean(ServingGateway.class.getName(), () -> {
            gateway.close();
            Owner.unshare(port);
        });

        Map<String, Object> properties = new LinkedHashMap<>();
        hosts.forEach(name -> properties.put(name, HOST));
        ports.forEach(name -> properties.put(name, String.valueOf(port)));
        targets.forEach(name -> properties.put(name, HOST + ":" + port));
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        sources.addFirst(new MapPropertySource(NAME, properties));
        // Finds a property by the name of its variable, as in production; Spring Boot knows such sources by their
        // names.
        sources.addFirst(new SystemEnvironmentPropertySource(NAME + "-systemEnvironment", properties));
    }
}
