package io.mmp.test.mlflow;

import io.mmp.test.mlflow.gateway.TrackingGateway;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Finds the tracking URIs in the Spring context of a test. Kept apart: its classes are there only where Spring is. */
final class SpringContexts {

    private SpringContexts() {}

    static List<TrackingGateway> gatewaysOf(ExtensionContext context) {
        List<TrackingGateway> gateways = new ArrayList<>();
        @Nullable ApplicationContext application = SpringExtension.getApplicationContext(context);
        for (; application != null; application = application.getParent()) {
            gateways.addAll(application
                    .getBeansOfType(TrackingGateway.class, false, false)
                    .values());
        }
        return gateways;
    }
}
