package io.mmp.test.gateway;

import io.mmp.test.server.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Puts gateways into contexts of Spring, and finds them there. Kept apart: its classes are there only where Spring is.
 *
 * @since 0.1.0
 */
public final class SpringGateways {

    private SpringGateways() {}

    /** Load the context of a test, unless it is loaded, and return the gateways of a type in it and in its parents. */
    public static <G> List<G> in(ExtensionContext context, Class<G> type) {
        List<G> gateways = new ArrayList<>();
        @Nullable ApplicationContext application = SpringExtension.getApplicationContext(context);
        for (; application != null; application = application.getParent()) {
            gateways.addAll(application.getBeansOfType(type, false, false).values());
        }
        return gateways;
    }

    /**
     * Give a context, before its first bean is made, a gateway that lives as long as the context, and properties that tell where it is.
     *
     * @param port on which the gateway listens
     * @param source the name of the source of these properties
     */
    public static void add(
            ConfigurableApplicationContext context,
            AutoCloseable gateway,
            int port,
            String source,
            Map<String, Object> properties) {
        // Spring keeps the context for other classes.
        Owner.share(port);
        String name = gateway.getClass().getName();
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton(name, gateway);
        beans.registerDisposableBean(name, () -> {
            gateway.close();
            Owner.unshare(port);
        });
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        sources.addFirst(new MapPropertySource(source, properties));
        // Finds a property by the name of its variable, as in production; Spring Boot knows such sources by their
        // names.
        sources.addFirst(new SystemEnvironmentPropertySource(source + "-systemEnvironment", properties));
    }
}
