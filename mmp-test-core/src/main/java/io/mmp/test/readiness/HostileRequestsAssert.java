package io.mmp.test.readiness;

import io.mmp.test.readiness.HostileRequests.Hostile;
import io.mmp.test.text.Words;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on how a service answers requests that it must refuse.
 *
 * @since 0.1.0
 */
public class HostileRequestsAssert extends AbstractAssert<HostileRequestsAssert, HostileRequests> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<HostileRequests, HostileRequestsAssert> HOSTILE_REQUESTS =
            new InstanceOfAssertFactory<>(HostileRequests.class, HostileRequestsAssert::new);

    private final List<String> secrets = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();

    /** Start assertions, for AssertJ's soft assertions; others use {@link ReadinessAssertions#assertThat(HostileRequests)}. */
    public HostileRequestsAssert(@Nullable HostileRequests actual) {
        super(actual, HostileRequestsAssert.class);
    }

    /** Look from now on for these secrets in the answers too. */
    public HostileRequestsAssert usingSecrets(String... more) {
        secrets.addAll(Arrays.asList(more));
        return myself;
    }

    /** Look from now on for these names of hosts in the answers too. */
    public HostileRequestsAssert usingInternalHosts(String... more) {
        hosts.addAll(Arrays.asList(more));
        return myself;
    }

    /**
     * Verify that no request is answered with a status of 500 or more, or not at all, and that no answer gives anything away. A status of 2xx may be right: a service may well look for {@code ' OR '1'='1'}. A connection that is closed while a
     * huge body or header is sent counts as a refusal.
     *
     * <pre>{@code
     * assertThat(HostileRequests.to(search)).areAnsweredSafely(); // passes if all get a 4xx with a body such as {"error": "no JSON"}
     * assertThat(HostileRequests.to(search)).areAnsweredSafely(); // fails if one gets a page with a stack trace
     * }</pre>
     */
    public HostileRequestsAssert areAnsweredSafely() {
        isNotNull();
        List<String> faults = new ArrayList<>();
        List<Hostile> requests = actual.requests();
        int answered = 0;
        for (Hostile hostile : requests) {
            try {
                HttpResponse<byte[]> answer = send(hostile.request());
                answered++;
                judge(hostile, answer, faults);
            } catch (IOException e) {
                if (!hostile.name().startsWith("a huge") && !hostile.name().endsWith("too long")) {
                    faults.add("%s: there was no answer (%s)".formatted(hostile.name(), e));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReadinessException("Interrupted while requests were sent to %s.".formatted(actual), e);
            }
        }
        if (!faults.isEmpty() || answered == 0) {
            failWithMessage(
                    "%nExpecting %s to answer %s safely, but:%s",
                    actual,
                    Words.count(requests.size(), "hostile request"),
                    Listing.of(faults.isEmpty() ? List.of("none was answered") : faults));
        }
        return myself;
    }

    /** A client each has a connection each: a server may close one after a body that it did not read to its end. */
    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()
                .send(request, BodyHandlers.ofByteArray());
    }

    private void judge(Hostile hostile, HttpResponse<byte[]> answer, List<String> faults) {
        if (answer.statusCode() >= 500) {
            faults.add("%s: it broke with status %s instead of refusing it"
                    .formatted(hostile.name(), answer.statusCode()));
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        for (Leak leak : new LeakSearch(EnumSet.allOf(LeakKind.class), secrets, hosts, List.of()).in(text)) {
            faults.add("%s: status %s, body %s".formatted(hostile.name(), answer.statusCode(), leak));
        }
    }
}
