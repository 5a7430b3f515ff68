package io.mmp.test.gateway;

import io.mmp.test.extension.OwningStore;
import io.mmp.test.extension.SpringTestClasses;
import io.mmp.test.fixture.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Leads the gateways in the Spring context of a test to what the test has, before anything of the test uses the context.
 *
 * @param <R> what runs for a test
 * @param <T> what requests are sent to
 * @since 0.1.0
 */
public final class SpringLeads<R, T> {

    private static final Namespace NAMESPACE = Namespace.create(SpringLeads.class);

    private final Gateways<T> gateways;
    private final Function<? super R, ? extends T> target;
    private final Contexts<T> contexts;

    /**
     * Lead gateways of a product.
     *
     * @param target finds in what runs for a test what requests are sent to
     * @param contexts is called only where Spring is
     */
    public SpringLeads(Gateways<T> gateways, Function<? super R, ? extends T> target, Contexts<T> contexts) {
        this.gateways = gateways;
        this.target = target;
        this.contexts = contexts;
    }

    /**
     * Finds what runs for a test, if there is something.
     *
     * @param <R> what runs for a test
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Fixtures<R> {

        /** Return what runs, or will run, for the test or class of a context. */
        Optional<Ownership<R>> of(ExtensionContext context);
    }

    /**
     * Loads the Spring context of a test, unless it is loaded, and finds the gateways in it and in its parents.
     *
     * @param <T> what requests are sent to
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Contexts<T> {

        /** Return the gateways. */
        List<? extends Gateway<T>> gatewaysOf(ExtensionContext context);
    }

    /**
     * Say that a class has something, for what starts its context before the first test. It is not loaded here: {@code @BeforeAll} methods
     * may have to prepare what it needs.
     */
    public void announce(ExtensionContext context, Fixtures<R> fixtures) {
        if (isOfSpring(context)) {
            fixtures.of(context)
                    .ifPresent(owned -> OwningStore.of(owned.owner(), NAMESPACE)
                            .getOrStart(
                                    new Announced(this, owned.owner().getUniqueId()),
                                    AutoCloseable.class,
                                    () -> gateways.announce(Lead.to(owned, target))));
        }
    }

    /** Load the context of a test of Spring's, unless it is loaded, and lead it to what the test has. */
    public void lead(ExtensionContext context, Fixtures<R> fixtures) {
        if (isOfSpring(context)) {
            fixtures.of(context).ifPresent(owned -> lead(context, owned.owner(), Lead.to(owned, target)));
        }
    }

    private void lead(ExtensionContext context, ExtensionContext owner, Lead<T> lead) {
        for (Gateway<T> gateway : gateways.starting(lead, () -> contexts.gatewaysOf(context))) {
            OwningStore.of(owner, NAMESPACE)
                    .getOrStart(new Led(gateway, owner.getUniqueId()), AutoCloseable.class, () -> gateway.lead(lead));
        }
    }

    /** The parameters of a {@code @BeforeAll} method are there, and with them the context that they may be of. */
    public void started(ExtensionContext context) {
        if (isOfSpring(context)) {
            gateways.started();
        }
    }

    private static boolean isOfSpring(ExtensionContext context) {
        return context.getTestClass().filter(SpringTestClasses::isSpringTest).isPresent();
    }

    private record Announced(SpringLeads<?, ?> leads, String owner) {}

    private record Led(Gateway<?> gateway, String owner) {}
}
