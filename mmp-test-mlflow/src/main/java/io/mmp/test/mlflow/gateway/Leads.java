package io.mmp.test.mlflow.gateway;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Knows whose server a request is for: that of the innermost test that runs, or of the test that an application is started for. */
final class Leads {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    /** Those of classes that run, whose contexts may not have been started yet. */
    private static final List<Lead> ANNOUNCED = new CopyOnWriteArrayList<>();

    private final List<Lead> live = new ArrayList<>();
    /** Where an application that is being started leads to. */
    private @Nullable Lead starting;

    private boolean started;
    /** What the application wrote while it started. */
    private @Nullable String written;

    /** Create those of an application that is being started, for a test if one is known. */
    Leads(@Nullable Lead starting) {
        this.starting = starting;
    }

    /** Lead to the server of a class whenever no test of an application runs, such as in {@code @BeforeAll} methods. */
    static AutoCloseable announce(Lead lead) {
        ANNOUNCED.add(lead);
        return () -> ANNOUNCED.remove(lead);
    }

    /**
     * Lead to a server from now on.
     *
     * @throws ExtensionConfigurationException if the application has written to another server while it started, which lacks that
     */
    synchronized void add(Lead lead) {
        started = true;
        if (written != null && starting != null && !starting.place().equals(lead.place())) {
            throw new ExtensionConfigurationException(
                    "The application writes to MLflow while its context starts (%s): the server of %s has that, and the one of %s, for which the context was kept, has not. Start the context anew for each server: add @DirtiesContext to classes with @IsolatedMlflow(scope = CLASS), or else @DirtiesContext(classMode = AFTER_EACH_TEST_METHOD)."
                            .formatted(written, starting.name(), lead.name()));
        }
        live.add(lead);
    }

    /** Take note that the application has started: what it writes from now on, a test has asked for. */
    synchronized void start() {
        started = true;
    }

    synchronized void remove(Lead lead) {
        live.remove(lead);
    }

    /**
     * Return whose server a request is for.
     *
     * @throws RefusedException if no test runs, or several do, so that nobody can tell
     */
    synchronized Lead of(String method, String path) throws RefusedException {
        String request = method + " " + path;
        Lead lead = innermost(candidates(request), request);
        if (!started) {
            starting = lead;
            if (written == null && !READS.contains(method) && !path.endsWith("/search")) {
                written = request;
            }
        }
        return lead;
    }

    private List<Lead> candidates(String request) throws RefusedException {
        if (!live.isEmpty()) {
            return live;
        }
        if (!started && starting != null) {
            return List.of(starting);
        }
        List<Lead> announced = List.copyOf(ANNOUNCED);
        if (announced.isEmpty()) {
            throw new RefusedException(
                    started
                            ? "The application sent %s between two tests, when no test has a server. Let it end what it does before the test ends, or use @IsolatedMlflow(scope = CLASS)."
                                    .formatted(request)
                            : "The application sent %s while its context started, before the first test method, which is the first to have a server. Use @IsolatedMlflow(scope = CLASS), and write it before the annotations of Spring."
                                    .formatted(request));
        }
        return announced;
    }

    private static Lead innermost(List<Lead> candidates, String request) throws RefusedException {
        Lead innermost = candidates.stream()
                .max(Comparator.comparingInt(lead -> lead.place().length()))
                .orElseThrow();
        if (!candidates.stream().allMatch(innermost::isWithin)) {
            throw new RefusedException(
                    "These run at once and share an application, but have a server each, so that nobody can tell which of them %s is for: %s. Run them one after another, such as by @ResourceLock(\"mlflow\") on each, or give each an application context of its own, such as by @TestPropertySource(properties = \"context=of this class\")."
                            .formatted(
                                    request, candidates.stream().map(Lead::name).collect(joining(", "))));
        }
        return innermost;
    }
}
