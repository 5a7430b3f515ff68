package io.mmp.test.feast;

import io.mmp.test.feast.serving.ServingGateway;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Finds the feature servers in the Spring context of a test. Kept apart: its classes are there only where Spring is. */
final class SpringContexts {

    private SpringContexts() {}

    static List<ServingGateway> gatewaysOf(ExtensionContext context) {
        List<ServingGateway> gateways = new ArrayList<>();
        @Nullable ApplicationContext application = SpringExtension.getApplicationContext(context);
        for (; application != null; application = application.getParent()) {
            gateways.addAll(application
                    .getBeansOfType(ServingGateway.class, false, false)
                    .values());
        }
        return gateways;
    }
}
