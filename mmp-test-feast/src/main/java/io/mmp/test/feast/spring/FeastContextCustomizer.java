package io.mmp.test.feast.spring;

import io.mmp.test.feast.serving.ServingGateway;
import io.mmp.test.gateway.SpringGateways;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
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
        int port = gateway.address().getPort();
        Map<String, Object> properties = new LinkedHashMap<>();
        hosts.forEach(name -> properties.put(name, HOST));
        ports.forEach(name -> properties.put(name, String.valueOf(port)));
        targets.forEach(name -> properties.put(name, HOST + ":" + port));
        SpringGateways.add(context, gateway, port, NAME, properties);
    }
}
