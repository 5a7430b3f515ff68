package io.mmp.test.failure;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What runs for one test or class, and is reported together when it fails, while all of it runs. */
final class WatchedThings {

    private final FailureSettings settings;
    private final Map<Object, Supplier<Evidence>> evidence = new LinkedHashMap<>();
    private final Set<String> reported = new HashSet<>();

    WatchedThings(FailureSettings settings) {
        this.settings = settings;
    }

    /** Add something and tell whether it is new. */
    synchronized boolean add(Object resource, Supplier<Evidence> more) {
        return evidence.putIfAbsent(resource, more) == null;
    }

    synchronized Map<Object, Supplier<Evidence>> all() {
        return new LinkedHashMap<>(evidence);
    }

    /** Report once for each context: of several watches the one that is closed first does it. */
    void report(ExtensionContext context, Throwable failure) {
        List<Supplier<Evidence>> found;
        synchronized (this) {
            if (!reported.add(context.getUniqueId())) {
                return;
            }
            found = List.copyOf(evidence.values());
        }
        // A test that ran out of time may have been interrupted; that is about its work, not about this.
        boolean interrupted = Thread.interrupted();
        try {
            FailureReport.publish(context, failure, found, settings);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
