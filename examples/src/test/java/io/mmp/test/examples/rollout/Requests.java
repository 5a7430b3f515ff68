package io.mmp.test.examples.rollout;

import io.mmp.test.examples.fraud.Transactions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

/** Sends requests to predictors and routers. */
final class Requests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A prediction and the model that it is of. */
    record Prediction(String model, String arm, String body) {}

    private Requests() {}

    /** Make the request for the transaction of a user: always the same. */
    static HttpRequest prediction(URI router, String user) {
        String features = Transactions.draw(user.hashCode(), 1, 0).get(0).features().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        return HttpRequest.newBuilder(router.resolve("/predict?features=" + features))
                .header("X-User", user)
                .build();
    }

    static Prediction predict(URI router, String user) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(prediction(router, user), BodyHandlers.ofString());
        return new Prediction(
                answer.headers().firstValue("X-Model").orElse(""),
                answer.headers().firstValue("X-Arm").orElse(""),
                answer.body());
    }

    static String get(URI address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }
}
