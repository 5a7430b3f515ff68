package io.mmp.test.lock;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Holds the lock files of {@link MachineLock} until the context of the annotated class or method closes. */
final class MachineLockExtension implements TestInstancePreConstructCallback, BeforeAllCallback, BeforeEachCallback {

    /** The report entry with the time that one class or method has waited for its locks. */
    static final String WAIT_MILLIS = "mmp.lock.wait.millis";

    private static final Namespace NAMESPACE = Namespace.create(MachineLockExtension.class);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** A field of the test class may start what the lock is for. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        hold(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        hold(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        hold(context);
    }

    private static void hold(ExtensionContext context) {
        Collection<LockPlan> plans =
                context.getTestMethod().map(LockPlan::of).orElseGet(() -> LockPlan.of(context.getRequiredTestClass()));
        Store store = context.getStore(NAMESPACE);
        long start = System.nanoTime();
        boolean asked = false;
        try {
            for (LockPlan plan : plans) {
                // The store finds the lock of an enclosing context too: that makes it re-entrant.
                if (store.get(plan.name()) == null) {
                    LockRequest request = request(plan, context);
                    asked = true;
                    store.put(plan.name(), LockFile.acquire(request));
                }
            }
        } finally {
            if (asked) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                context.publishReportEntry(WAIT_MILLIS, String.valueOf(millis));
            }
        }
    }

    private static LockRequest request(LockPlan plan, ExtensionContext context) {
        plan.check();
        Path directory = context.getConfigurationParameter("mmp.lock.directory")
                .map(MachineLockExtension::directory)
                .orElseGet(MachineDirectory::temp);
        KernelLocks kernelLocks =
                kernelLocks(context.getConfigurationParameter("mmp.lock.flock").orElse("false"));
        return LockRequest.of(directory.resolve(plan.name() + ".lock"))
                .withMode(plan.mode())
                .withTimeout(plan.timeout())
                .withPurpose(purpose(context))
                .withKernelLocks(kernelLocks);
    }

    private static Path directory(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new ExtensionConfigurationException(
                    "mmp.lock.directory is '%s', which is no path in the locale of this JVM, whose file names are %s. Start it with LC_ALL=C.UTF-8, or name another."
                            .formatted(name, System.getProperty("sun.jnu.encoding")),
                    e);
        }
    }

    private static KernelLocks kernelLocks(String flock) {
        return switch (flock) {
            case "true" -> KernelLocks.FCNTL_AND_FLOCK;
            case "false" -> KernelLocks.FCNTL;
            default ->
                throw new ExtensionConfigurationException("mmp.lock.flock is true or false, but is '" + flock + "'.");
        };
    }

    private static String purpose(ExtensionContext context) {
        String testClass = context.getRequiredTestClass().getName();
        return context.getTestMethod()
                .map(method -> testClass + "#" + method.getName())
                .orElse(testClass);
    }
}
