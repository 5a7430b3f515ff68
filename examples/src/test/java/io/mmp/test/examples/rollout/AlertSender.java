package io.mmp.test.examples.rollout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Posts alerts, and tries again what was refused. */
final class AlertSender {

    private static final int TRIES = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI receiver;

    AlertSender(URI receiver) {
        this.receiver = receiver;
    }

    void send(String id, String text) {
        HttpRequest request = HttpRequest.newBuilder(receiver)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"id\": \"%s\", \"text\": \"%s\"}".formatted(id, text)))
                .build();
        for (int i = 0; i < TRIES; i++) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() < 300) {
                    return;
                }
            } catch (IOException e) {
                // Once more.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
