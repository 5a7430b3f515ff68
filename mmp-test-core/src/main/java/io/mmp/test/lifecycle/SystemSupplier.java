package io.mmp.test.lifecycle;

/**
 * Starts a service that nothing has been asked of.
 *
 * @param <S> the service
 * @since 0.1.0
 */
@FunctionalInterface
public interface SystemSupplier<S> {

    /** Start it. It is closed afterwards if it is {@link AutoCloseable}. */
    S start() throws Exception;
}
