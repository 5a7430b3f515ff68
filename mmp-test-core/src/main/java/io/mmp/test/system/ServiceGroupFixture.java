package io.mmp.test.system;

import io.mmp.test.extension.OwningStore;
import io.mmp.test.fixture.RegisteredField;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

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
 * @since 0.1.0
 */
public final class ServiceGroupFixture implements BeforeAllCallback, BeforeEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(ServiceGroupFixture.class);

    private final Supplier<GroupSpec> spec;
    private @Nullable ServiceGroup group;
    private int users;

    private ServiceGroupFixture(Supplier<GroupSpec> spec) {
        this.spec = spec;
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
    public synchronized ServiceGroup group() {
        if (group == null) {
            throw new IllegalStateException(
                    "The group runs only while its tests do. Is the ServiceGroupFixture field annotated with @RegisterExtension?");
        }
        return group;
    }

    /** Return the address of a service of the running group. */
    public URI uri(String name) {
        return group().uri(name);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!RegisteredField.isOfInstance(this, context)) {
            use(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        use(context);
    }

    private void use(ExtensionContext context) {
        // The store finds the use of an enclosing class first: its group is this test's group.
        OwningStore.of(context, NAMESPACE).getOrStart(this, Use.class, this::acquire);
    }

    private synchronized Use acquire() {
        if (group == null) {
            group = ServiceGroup.start(spec.get());
        }
        users++;
        return new Use(this);
    }

    private synchronized void release() {
        users--;
        if (users == 0 && group != null) {
            try {
                group.close();
            } finally {
                group = null;
            }
        }
    }

    private record Use(ServiceGroupFixture fixture) implements AutoCloseable {

        @Override
        public void close() {
            fixture.release();
        }
    }
}
