package io.mmp.test.examples.platform.kubernetes;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a class a control plane, which is started for the first of them and stopped after the last. Each has namespaces of its own. */
final class KubernetesFixture implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(KubernetesFixture.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Kubernetes running = running(context);
        context.publishReportEntry("kubernetes", running.toString());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Kubernetes.class;
    }

    @Override
    public Kubernetes resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }

    private static Kubernetes running(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Kubernetes.class, key -> Kubernetes.start(), Kubernetes.class);
    }
}
