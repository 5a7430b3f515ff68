package io.mmp.test.mlflow;

import io.mmp.test.extension.OwningStore;
import io.mmp.test.extension.SpringTestClasses;
import io.mmp.test.fixture.Ownership;
import io.mmp.test.mlflow.gateway.Lead;
import io.mmp.test.mlflow.gateway.TrackingGateway;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Leads the gateways in the Spring context of a test to its server, before anything of the test uses the context. */
final class SpringContext {

    private static final Namespace NAMESPACE = Namespace.create(SpringContext.class);

    private SpringContext() {}

    /** Finds the server of a context, if there is one. */
    interface Servers {
        Optional<Ownership<RunningTracking>> of(ExtensionContext context);
    }

    private static boolean isOf(ExtensionContext context) {
        return context.getTestClass().filter(SpringTestClasses::isSpringTest).isPresent();
    }

    /**
     * Say that a class has a server, for what starts its context before the first test. It is not loaded here: {@code @BeforeAll} methods
     * may have to prepare what it needs.
     */
    static void announce(ExtensionContext context, Servers servers) {
        if (isOf(context)) {
            servers.of(context).ifPresent(SpringContext::announce);
        }
    }

    private static void announce(Ownership<RunningTracking> server) {
        String owner = server.owner().getUniqueId();
        OwningStore.of(server.owner(), NAMESPACE)
                .getOrStart(new Announced(owner), AutoCloseable.class, () -> TrackingGateway.announce(leadTo(server)));
    }

    /** Load the context of a test of Spring's, unless it is loaded, and lead it to the server of the test. */
    static void lead(ExtensionContext context, Servers servers) {
        if (isOf(context)) {
            servers.of(context).ifPresent(server -> Loaded.lead(context, server.owner(), leadTo(server)));
        }
    }

    /** The parameters of a {@code @BeforeAll} method are there, and with them the context that they may be of. */
    static void started(ExtensionContext context) {
        if (isOf(context)) {
            TrackingGateway.started();
        }
    }

    private static Lead leadTo(Ownership<RunningTracking> server) {
        return new Lead(
                server.owner().getUniqueId(),
                nameOf(server.owner()),
                () -> server.running().get().uri());
    }

    private static String nameOf(ExtensionContext owner) {
        return owner.getRequiredTestClass().getName()
                + owner.getTestMethod()
                        .map(method -> "." + method.getName() + "()")
                        .orElse("");
    }

    /** Kept apart: its classes are there only where Spring is. */
    private static final class Loaded {

        private Loaded() {}

        static void lead(ExtensionContext context, ExtensionContext owner, Lead lead) {
            @Nullable
            ApplicationContext application =
                    TrackingGateway.starting(lead, () -> SpringExtension.getApplicationContext(context));
            for (; application != null; application = application.getParent()) {
                for (TrackingGateway gateway : application
                        .getBeansOfType(TrackingGateway.class, false, false)
                        .values()) {
                    OwningStore.of(owner, NAMESPACE)
                            .getOrStart(
                                    new Key(gateway, owner.getUniqueId()),
                                    AutoCloseable.class,
                                    () -> gateway.lead(lead));
                }
            }
        }
    }

    private record Announced(String owner) {}

    private record Key(TrackingGateway gateway, String owner) {}
}
