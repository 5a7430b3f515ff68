package io.mmp.test.failure;

import io.mmp.test.extension.OwningStore;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/**
 * Waits in the store of a test or class for its end, which it meets before the servers do that it watches: a store closes last what it got
 * first. A {@code TestWatcher} would come too late, when the store of the test is closed.
 */
public final class FailureWatch implements AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(FailureWatch.class);

    /** What a test that cannot go on throws is no failure; JUnit knows it by these names too. */
    private static final Set<String> ABORTIONS =
            Set.of("org.opentest4j.TestAbortedException", "org.junit.internal.AssumptionViolatedException");

    private final ExtensionContext context;
    private final WatchedThings things;

    private FailureWatch(ExtensionContext context, WatchedThings things) {
        this.context = context;
        this.things = things;
    }

    /**
     * Report what this holds, should the test or class of a context fail. Asked again for the same resource it does nothing.
     *
     * @param context of a test or class that has what is watched; its server is started already
     * @param evidence asked for only on failure
     * @throws ExtensionConfigurationException if the configuration of what happens then is none
     */
    public static void over(ExtensionContext context, Object resource, Supplier<Evidence> evidence) {
        WatchedThings things = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        OwningStore.key(WatchedThings.class, context),
                        key -> new WatchedThings(settings(context)),
                        WatchedThings.class);
        if (things.add(resource, evidence)) {
            OwningStore.of(context, NAMESPACE)
                    .put(OwningStore.key(resource, context), new FailureWatch(context, things));
        }
    }

    /** Report, should the test of a context fail, what its class and those around it have, whether it takes that as a parameter or not. */
    public static void overThingsOfClass(ExtensionContext context) {
        for (Optional<ExtensionContext> at = context.getParent();
                at.isPresent();
                at = at.get().getParent()) {
            thingsOf(at.get()).ifPresent(things -> things.all().forEach((of, evidence) -> over(context, of, evidence)));
        }
    }

    /**
     * Run a dynamic test, and report should it fail: the context of its factory does not know.
     *
     * @param context of the dynamic test
     */
    public static void watch(Invocation<@Nullable Void> dynamicTest, ExtensionContext context) throws Throwable {
        try {
            dynamicTest.proceed();
        } catch (Throwable failure) {
            failed(context, failure);
            throw failure;
        }
    }

    private static void failed(ExtensionContext context, Throwable failure) {
        Optional<ExtensionContext> factory = context.getParent();
        while (factory.isPresent() && factory.get().getTestMethod().isEmpty()) {
            factory = factory.get().getParent();
        }
        factory.flatMap(FailureWatch::thingsOf)
                .filter(things -> isFailure(failure))
                .ifPresent(things -> things.report(context, failure));
    }

    @Override
    public void close() {
        context.getExecutionException()
                .filter(FailureWatch::isFailure)
                .ifPresent(failure -> things.report(context, failure));
    }

    private static boolean isFailure(Throwable thrown) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (ABORTIONS.contains(type.getName())) {
                return false;
            }
        }
        return true;
    }

    private static Optional<WatchedThings> thingsOf(ExtensionContext context) {
        return Optional.ofNullable(
                context.getStore(NAMESPACE).get(OwningStore.key(WatchedThings.class, context), WatchedThings.class));
    }

    private static FailureSettings settings(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        FailureSettings.class,
                        key -> FailureSettings.read(context::getConfigurationParameter),
                        FailureSettings.class);
    }
}
