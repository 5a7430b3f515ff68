package io.mmp.test.mlflow.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Talks to two servers at once: each request goes to both, and their answers are compared and entered in the report. */
final class Dialogue {

    private final URI reference;
    private final URI other;
    private final Report report;
    private final Translation translation = new Translation();
    private final Comparison comparison = new Comparison(translation);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Dialogue(URI reference, URI other, Report report) {
        this.reference = reference;
        this.other = other;
        this.report = report;
    }

    /** Send a request to both servers and return what is wrong with the other one's answer, and the reference's answer. */
    Outcome exchange(Request request) {
        Request translated = new Request(
                request.method(),
                translation.translate(request.target()),
                request.headers(),
                translation.translate(request.body()));
        CompletableFuture<Answer> pending = CompletableFuture.supplyAsync(() -> send(toHttp(other, translated)));
        Answer expected = send(toHttp(reference, request));
        Answer found = pending.join();

        List<Mismatch> mismatches = new ArrayList<>();
        int tolerated = 0;
        for (Difference difference : comparison.compare(expected, found)) {
            if (Tolerances.covering(difference).isPresent()) {
                tolerated++;
            } else {
                mismatches.add(new Mismatch(request, expected, found, difference));
            }
        }
        report.enter(request, mismatches, tolerated);
        return new Outcome(expected, mismatches);
    }

    private Answer send(HttpRequest request) {
        try {
            try {
                return Answer.of(http.send(request, BodyHandlers.ofString()));
            } catch (IOException closed) {
                // A server may close an idle connection, or one whose body it did not read, just when it is used again.
                return Answer.of(http.send(request, BodyHandlers.ofString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(request.toString(), e);
        }
    }

    private static HttpRequest toHttp(URI server, Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server + request.target()))
                .timeout(Duration.ofMinutes(1))
                .method(
                        request.method(),
                        request.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    /** The reference's answer to a request, and every way in which the other's was wrong. */
    record Outcome(Answer reference, List<Mismatch> mismatches) {}
}
