package io.mmp.test.system;

import io.mmp.test.failure.FailureWatch;
import io.mmp.test.fixture.FieldResource;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;

/**
 * Runs a group of services for a test class or for each test method.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ServiceGroupFixture RAG = ServiceGroupFixture.of(() -> GroupSpec.of(Service.of(embedding), Service.of(orchestrator)));
 * }</pre>
 *
 * <p>A static field gives one group to the class, its nested classes included; an instance field gives one to each test method, also of a
 * {@code PER_CLASS} instance, whose {@code @BeforeAll} methods have none. It runs
 * before the first {@code @BeforeAll} or {@code @BeforeEach} method and until after the last {@code @AfterAll} or {@code @AfterEach} method.
 * Classes that inherit a static field share its group while they run at the same time.
 *
 * <p>Should a test fail that has it, the state of each service and the last lines that it has written are in the report of the test.
 *
 * @since 0.1.0
 */
public final class ServiceGroupFixture implements BeforeAllCallback, BeforeEachCallback, InvocationInterceptor {

    private final FieldResource<ServiceGroup> group;

    private ServiceGroupFixture(Supplier<GroupSpec> spec) {
        group = new FieldResource<>(this, "group", () -> ServiceGroup.start(spec.get()), GroupEvidence::new);
    }

    /** Create a fixture that starts what the supplier describes, asked anew for each start. */
    public static ServiceGroupFixture of(Supplier<GroupSpec> spec) {
        return new ServiceGroupFixture(spec);
    }

    /**
     * Return the running group.
     *
     * @throws IllegalStateException if no test that uses it runs, which is what a field without {@code @RegisterExtension} looks like
     */
    public ServiceGroup group() {
        return group.current();
    }

    /** Return the address of a service of the running group. */
    public URI uri(String name) {
        return group().uri(name);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        group.beforeAll(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        group.beforeEach(context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext invoked, ExtensionContext context)
            throws Throwable {
        FailureWatch.watch(invocation, context);
    }
}
