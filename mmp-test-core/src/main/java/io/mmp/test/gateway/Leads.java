package io.mmp.test.gateway;

import static java.util.stream.Collectors.joining;

import io.mmp.test.gateway.Gateways.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Knows whose a request of an application is: that of the innermost test that runs, or of the test that the application is started for.
 *
 * @param <T> what requests are sent to
 * @since 0.1.0
 */
public final class Leads<T> implements Gateway<T> {

    private final Gateways<T> gateways;
    private final List<Lead<T>> live = new ArrayList<>();
    /** Where an application that is being started leads to. */
    private @Nullable Lead<T> starting;

    private boolean started;
    /** What the application wrote while it started. */
    private @Nullable String written;

    /** Create those of an application that is being started, for a test if one is known. */
    Leads(Gateways<T> gateways, @Nullable Lead<T> starting) {
        this.gateways = gateways;
        this.starting = starting;
    }

    /**
     * Lead to what a test has from now on.
     *
     * @throws ExtensionConfigurationException if the application has written for another test while it started, which the new one lacks
     */
    @Override
    public AutoCloseable lead(Lead<T> lead) {
        gateways.forgetOpened();
        add(lead);
        return () -> remove(lead);
    }

    private synchronized void add(Lead<T> lead) {
        started = true;
        if (written != null && starting != null && !starting.place().equals(lead.place())) {
            Wording words = gateways.words();
            throw new ExtensionConfigurationException(
                    "The application writes to %1$s while its context starts (%2$s): the %3$s of %4$s has that, and the one of %5$s, for which the context was kept, has not. Start the context anew for each %3$s: add @DirtiesContext to classes with %6$s(scope = CLASS), or else @DirtiesContext(classMode = AFTER_EACH_TEST_METHOD)."
                            .formatted(
                                    words.product(),
                                    written,
                                    words.thing(),
                                    starting.name(),
                                    lead.name(),
                                    words.annotation()));
        }
        live.add(lead);
    }

    private synchronized void remove(Lead<T> lead) {
        live.remove(lead);
    }

    /** Take note that the application has started: what it writes from now on, a test has asked for. */
    synchronized void start() {
        started = true;
    }

    /**
     * Return whose a request is that changes nothing.
     *
     * @param request what to call it in messages
     * @throws RefusedException if no test runs, or several do, so that nobody can tell
     */
    public synchronized Lead<T> ofRead(String request) throws RefusedException {
        Lead<T> lead = innermost(candidates(request), request);
        if (!started) {
            starting = lead;
        }
        return lead;
    }

    /**
     * Return whose a request is that writes something; an application that does so while it starts cannot be kept for another test.
     *
     * @param request what to call it in messages
     * @throws RefusedException if no test runs, or several do, so that nobody can tell
     */
    public synchronized Lead<T> ofWrite(String request) throws RefusedException {
        Lead<T> lead = ofRead(request);
        if (!started && written == null) {
            written = request;
        }
        return lead;
    }

    private List<Lead<T>> candidates(String request) throws RefusedException {
        if (!live.isEmpty()) {
            return live;
        }
        if (!started && starting != null) {
            return List.of(starting);
        }
        List<Lead<T>> announced = gateways.announced();
        if (announced.isEmpty()) {
            Wording words = gateways.words();
            throw new RefusedException((started
                            ? "The application sent %s between two tests, when no test has a %s. Let it end what it does before the test ends, or use %s(scope = CLASS)."
                            : "The application sent %s while its context started, before the first test method, which is the first to have a %s. Use %s(scope = CLASS), and write it before the annotations of Spring.")
                    .formatted(request, words.thing(), words.annotation()));
        }
        return announced;
    }

    private Lead<T> innermost(List<Lead<T>> candidates, String request) throws RefusedException {
        Lead<T> innermost = candidates.stream()
                .max(Comparator.comparingInt(lead -> lead.place().length()))
                .orElseThrow();
        if (!candidates.stream().allMatch(innermost::isWithin)) {
            Wording words = gateways.words();
            throw new RefusedException(
                    "These run at once and share an application, but have a %s each, so that nobody can tell which of them %s is for: %s. Run them one after another, such as by @ResourceLock(\"%s\") on each, or give each an application context of its own, such as by @TestPropertySource(properties = \"context=of this class\")."
                            .formatted(
                                    words.thing(),
                                    request,
                                    candidates.stream().map(Lead::name).collect(joining(", ")),
                                    words.product().toLowerCase(Locale.ROOT)));
        }
        return innermost;
    }
}
