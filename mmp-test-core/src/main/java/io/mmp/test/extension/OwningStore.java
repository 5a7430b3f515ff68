package io.mmp.test.extension;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Owns what an extension starts for a context, and closes it with the context.
 *
 * <p>JUnit closes an {@link AutoCloseable} only from 5.13 on, and there only as long as nobody has switched it off; what stands in here is
 * closed by each supported JUnit.
 */
public final class OwningStore {

    private final Store store;

    private OwningStore(Store store) {
        this.store = store;
    }

    /**
     * Return the store of a context.
     *
     * @throws ExtensionConfigurationException if this JUnit is older than the oldest supported one
     */
    public static OwningStore of(ExtensionContext context, Namespace namespace) {
        JUnitVersion.requireSupported();
        return new OwningStore(context.getStore(namespace));
    }

    /** Return what stands under a key in this context or one around it; start it and keep it in this one if there is none. */
    public <T extends AutoCloseable> T getOrStart(Object key, Class<T> type, Supplier<T> start) {
        return type.cast(store.getOrComputeIfAbsent(key, absent -> new Owned(start.get()), Owned.class)
                .resource());
    }

    /** Tell whether something stands under a key in this context or one around it. */
    public boolean contains(Object key) {
        return store.get(key) != null;
    }

    /** Keep something that runs. */
    public void put(Object key, AutoCloseable resource) {
        store.put(key, new Owned(resource));
    }

    /** Closed once: a JUnit that knows the newer contract asks for it first. */
    @SuppressWarnings({"deprecation", "try"
    }) // the only contract that JUnit 5.12 knows; what a resource throws is JUnit's to report
    private record Owned(AutoCloseable resource) implements Store.CloseableResource, AutoCloseable {

        @Override
        public void close() throws Exception {
            resource.close();
        }
    }

    /** Return a key of something for a context: a list, since the first hash of a record takes a JVM ten milliseconds. */
    public static List<Object> key(Object of, ExtensionContext context) {
        return List.of(of, context.getUniqueId());
    }
}
