package io.mmp.test.readiness;

import io.mmp.test.load.InvalidRequest;
import io.mmp.test.text.Nearest;
import io.mmp.test.text.Words;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that a service rejects invalid requests.
 *
 * @since 0.1.0
 */
public class InvalidRequestsCheckAssert extends AbstractAssert<InvalidRequestsCheckAssert, InvalidRequestsCheck> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<InvalidRequestsCheck, InvalidRequestsCheckAssert>
            INVALID_REQUESTS_CHECK =
                    new InstanceOfAssertFactory<>(InvalidRequestsCheck.class, InvalidRequestsCheckAssert::new);

    private final List<String> secrets = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private Duration slowest = Duration.ofSeconds(5);

    /** Start assertions, for AssertJ's soft assertions; others use {@link ReadinessAssertions#assertThat(InvalidRequestsCheck)}. */
    public InvalidRequestsCheckAssert(@Nullable InvalidRequestsCheck actual) {
        super(actual, InvalidRequestsCheckAssert.class);
    }

    /** Give each answer from now on this long instead of 5 s. */
    public InvalidRequestsCheckAssert usingSlowest(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new ReadinessException("An answer takes more than 0 s, but %s are given to it.".formatted(duration));
        }
        slowest = duration;
        return myself;
    }

    /** Look from now on for these secrets in the answers too. */
    public InvalidRequestsCheckAssert usingSecrets(String... more) {
        secrets.addAll(Arrays.asList(more));
        return myself;
    }

    /** Look from now on for these names of hosts in the answers too. */
    public InvalidRequestsCheckAssert usingInternalHosts(String... more) {
        hosts.addAll(Arrays.asList(more));
        return myself;
    }

    /**
     * Verify that each invalid request is answered in time with a status of 400 to 499 and a body that gives nothing away, and that the valid one is answered 2xx before and after. All that are not are told by their names. A connection that is
     * closed while a body that is too large is sent counts as a rejection.
     *
     * <pre>{@code
     * assertThat(InvalidRequestsCheck.of(score, invalid)).rejectsAll(); // passes if each gets a 400 or 422 such as {"error": "4 values are needed"}
     * assertThat(InvalidRequestsCheck.of(score, invalid)).rejectsAll(); // fails if null is scored, or text is answered 500
     * }</pre>
     */
    public InvalidRequestsCheckAssert rejectsAll() {
        return rejectsAllBut();
    }

    /**
     * Verify as {@link #rejectsAll()} does, but for requests by these names, which are known not to be rejected: one that is rejected now is told, so that the list gets shorter.
     *
     * <pre>{@code
     * assertThat(InvalidRequestsCheck.of(score, invalid)).rejectsAllBut("'instances[0][0]' is null"); // passes if null alone is scored
     * assertThat(InvalidRequestsCheck.of(score, invalid)).rejectsAllBut("'instances[0][0]' is null"); // fails if null is rejected, too
     * }</pre>
     */
    public InvalidRequestsCheckAssert rejectsAllBut(String... names) {
        isNotNull();
        List<InvalidRequest> requests = actual.invalid().requests();
        Set<String> known = new LinkedHashSet<>(Arrays.asList(names));
        List<String> all = requests.stream().map(InvalidRequest::name).toList();
        List<String> faults = new ArrayList<>();
        known.stream()
                .filter(name -> !all.contains(name))
                .forEach(name ->
                        faults.add("no invalid request is named \"%s\".%s".formatted(name, Nearest.hint(name, all))));
        if (requests.isEmpty()) {
            faults.add("there is no invalid request");
        }
        String before = answerToValid();
        if (!before.isEmpty()) {
            faults.add("the valid request %s, so that nothing is judged by it".formatted(before));
        }
        if (faults.isEmpty()) {
            requests.forEach(request -> judge(request, known, faults));
            String after = answerToValid();
            if (!after.isEmpty()) {
                faults.add("afterwards the valid request %s".formatted(after));
            }
        }
        if (!faults.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to reject %s, but:%s",
                    actual,
                    Words.count(requests.size(), "invalid request") + (known.isEmpty() ? "" : " but " + known.size()),
                    Listing.of(faults));
        }
        return myself;
    }

    private void judge(InvalidRequest request, Set<String> known, List<String> faults) {
        List<String> found = faultsOf(request);
        if (!known.contains(request.name())) {
            faults.addAll(found);
        } else if (found.isEmpty()) {
            faults.add("%s: it is rejected now, so take it off the list of those that are not".formatted(request));
        }
    }

    private List<String> faultsOf(InvalidRequest request) {
        List<String> faults = new ArrayList<>();
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = send(request.toRequest(actual.valid()));
            int status = answer.statusCode();
            if (status >= 500) {
                faults.add("%s: it broke with status %s".formatted(request, status));
            } else if (status < 400) {
                faults.add("%s: it was %s with status %s"
                        .formatted(request, status < 300 ? "accepted" : "answered", status));
            }
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            if (status >= 400) {
                new LeakSearch(EnumSet.allOf(LeakKind.class), secrets, hosts, List.of())
                        .in(text)
                        .forEach(leak -> faults.add("%s: status %s, body %s".formatted(request, status, leak)));
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            if (taken.compareTo(slowest) > 0) {
                faults.add("%s: the answer took %s ms, more than %s ms"
                        .formatted(request, taken.toMillis(), slowest.toMillis()));
            }
        } catch (IOException e) {
            // The server may well close the connection while it reads no further.
            if (!request.name().equals("the body is too large") || e instanceof HttpTimeoutException) {
                faults.add("%s: there was no answer (%s)".formatted(request, e));
            }
        }
        return faults;
    }

    /** Return what is wrong with the answer to the valid request; empty if nothing is. */
    private String answerToValid() {
        try {
            int status = send(actual.valid()).statusCode();
            return status >= 200 && status < 300 ? "" : "is answered %s".formatted(status);
        } catch (IOException e) {
            return "is not answered (%s)".formatted(e);
        }
    }

    /** A client each has a connection each: a server may close one after a body that it did not read to its end. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build()
                    .send(
                            HttpRequest.newBuilder(request, (name, value) -> true)
                                    .timeout(slowest.plusSeconds(5))
                                    .build(),
                            BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadinessException("Interrupted while requests were sent to %s.".formatted(actual), e);
        }
    }
}
