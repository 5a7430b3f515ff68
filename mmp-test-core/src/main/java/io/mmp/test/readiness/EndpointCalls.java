package io.mmp.test.readiness;

import io.mmp.test.text.Words;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AssertProvider;

/**
 * The requests that tests have sent, for an inventory of the endpoints that none has touched. Safe for use by several threads.
 *
 * <pre>{@code
 * static final EndpointCalls CALLS = new EndpointCalls();
 * ...
 * HttpResponse<String> answer = CALLS.record(http.send(request, BodyHandlers.ofString()));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class EndpointCalls implements AssertProvider<EndpointCallsAssert> {

    private static final Pattern ACCESS = Pattern.compile("\"([A-Z]+) (/[^\\s\"]*) HTTP/[0-9.]+\" (\\d{3})\\b");

    private final List<EndpointCall> calls = new CopyOnWriteArrayList<>();

    /** Start without any. */
    public EndpointCalls() {}

    /** Take the request of an answer, and return the answer. */
    public <T> HttpResponse<T> record(HttpResponse<T> answer) {
        record(answer.request().method(), answer.request().uri().getRawPath(), answer.statusCode());
        return answer;
    }

    /** Take a request of any other client. */
    public EndpointCalls record(String method, String path, int status) {
        calls.add(new EndpointCall(method, path, status));
        return this;
    }

    /** Take the requests of an access log, as nginx, Apache and uvicorn write it: {@code "GET /items/7 HTTP/1.1" 200}. */
    public EndpointCalls recordAccessLog(String log) {
        Matcher access = ACCESS.matcher(log);
        while (access.find()) {
            record(access.group(1), access.group(2), Integer.parseInt(access.group(3)));
        }
        return this;
    }

    List<EndpointCall> calls() {
        return calls;
    }

    /** Start assertions. */
    @Override
    public EndpointCallsAssert assertThat() {
        return new EndpointCallsAssert(this);
    }

    /** Return how many there are. */
    @Override
    public String toString() {
        return Words.count(calls.size(), "call");
    }
}
