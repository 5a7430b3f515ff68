package io.mmp.test.lifecycle;

import java.util.function.Function;

/** Starts a service for each sequence, closes it, and counts. */
final class Systems<S> {

    private final SystemSupplier<? extends S> supplier;
    private int started;

    Systems(SystemSupplier<? extends S> supplier) {
        this.supplier = supplier;
    }

    int started() {
        return started;
    }

    /** Use a new service. */
    <T> T use(Function<? super S, T> body) {
        started++;
        S service = start();
        T result;
        try {
            result = body.apply(service);
        } catch (Throwable e) {
            closeAfter(service, e);
            throw e;
        }
        close(service);
        return result;
    }

    private S start() {
        try {
            S service = supplier.start();
            if (service == null) {
                throw new LifecycleException("The supplier of the service gave null.");
            }
            return service;
        } catch (LifecycleException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifecycleException("The start of the service was interrupted.", e);
        } catch (Exception e) {
            throw new LifecycleException("The service does not start: " + e, e);
        }
    }

    private static void closeAfter(Object service, Throwable failure) {
        try {
            close(service);
        } catch (LifecycleException e) {
            failure.addSuppressed(e);
        }
    }

    private static void close(Object service) {
        if (service instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LifecycleException("The service's close was interrupted.", e);
            } catch (Exception e) {
                throw new LifecycleException("The service cannot be closed: " + e, e);
            }
        }
    }
}
