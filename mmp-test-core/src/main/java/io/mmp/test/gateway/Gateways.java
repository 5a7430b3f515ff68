package io.mmp.test.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateways of one kind, of all applications of this JVM, and the tests that they may lead to.
 *
 * <p>There is one for a product, in a static field.
 *
 * @param <T> what requests are sent to
 * @since 0.1.0
 */
public final class Gateways<T> {

    private final Wording words;

    /** Those of classes that run, whose contexts may not have been started yet. */
    private final List<Lead<T>> announced = new CopyOnWriteArrayList<>();

    @SuppressWarnings("ThreadLocalUsage") // there is one of these for a product
    private final ThreadLocal<@Nullable Lead<T>> starting = new ThreadLocal<>();

    /** Those of the applications that a thread starts: Spring does so in the thread of the test. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<List<Leads<T>>> opened = ThreadLocal.withInitial(ArrayList::new);

    private Gateways(Wording words) {
        this.words = words;
    }

    /**
     * Create those of a product.
     *
     * @param product such as {@code MLflow}
     * @param annotation what gives tests one of their own, such as {@code @IsolatedMlflow}
     * @param thing what a test has then, such as {@code server}
     */
    public static <T> Gateways<T> of(String product, String annotation, String thing) {
        return new Gateways<>(new Wording(product, annotation, thing));
    }

    /** Create the leads of the application that this thread is about to start. */
    public Leads<T> open() {
        Leads<T> leads = new Leads<>(this, starting.get());
        opened.get().add(leads);
        return leads;
    }

    /** Start an application; a gateway that is opened meanwhile, in this thread, leads to what the test has that it is started for. */
    public <R> R starting(Lead<T> lead, Supplier<R> start) {
        @Nullable Lead<T> outer = starting.get();
        starting.set(lead);
        try {
            return start.get();
        } finally {
            starting.set(outer);
        }
    }

    /**
     * Let gateways that lead nowhere yet lead to what a class has: it runs, but its application may start later, or not at all.
     *
     * @return what ends that
     */
    public AutoCloseable announce(Lead<T> lead) {
        announced.add(lead);
        return () -> announced.remove(lead);
    }

    /** Take note that the applications that this thread has begun to start have started. */
    public void started() {
        opened.get().forEach(Leads::start);
        opened.remove();
    }

    void forgetOpened() {
        opened.remove();
    }

    List<Lead<T>> announced() {
        return List.copyOf(announced);
    }

    Wording words() {
        return words;
    }

    /** How messages name things. */
    record Wording(String product, String annotation, String thing) {}
}
