package io.mmp.test.webhook;

import static io.mmp.test.webhook.WebhookAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WebhookReceiverTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SHORT = Duration.ofMillis(60);

    @AutoClose
    private final WebhookReceiver receiver = WebhookReceiver.start();

    @Test
    void a_delivery_is_kept_with_all_of_it() throws Exception {
        Instant before = Instant.now();

        int status = send("/alerts?team=fraud", "{\"id\": \"a-\u00fc\"}");

        Delivery delivery = receiver.awaitDelivery(Duration.ZERO);
        assertThat(status).isEqualTo(200);
        assertThat(delivery.number()).isEqualTo(1);
        assertThat(delivery.method()).isEqualTo("POST");
        assertThat(delivery.path()).isEqualTo("/alerts?team=fraud");
        assertThat(delivery.header("idempotency-key")).hasValue("k1");
        assertThat(delivery.header("IDEMPOTENCY-KEY")).hasValue("k1");
        assertThat(delivery.header("x-none")).isEmpty();
        assertThat(delivery.body()).isEqualTo("{\"id\": \"a-\u00fc\"}");
        assertThat(delivery.receivedAt()).isBetween(before, Instant.now());
    }

    @Test
    void it_listens_on_the_loopback_alone() {
        assertThat(receiver.uri()).hasScheme("http").hasHost("127.0.0.1").hasPath("");
    }

    @Test
    void statuses_are_answered_as_scripted_and_then_with_200() throws Exception {
        receiver.answerNext(500, 429);

        assertThat(send("/", "a")).isEqualTo(500);
        assertThat(send("/", "a")).isEqualTo(429);
        assertThat(send("/", "a")).isEqualTo(200);
        assertThat(receiver.deliveries()).extracting(Delivery::status).containsExactly(500, 429, 200);
        assertThat(receiver.deliveries()).extracting(Delivery::isAccepted).containsExactly(false, false, true);
    }

    @Test
    void a_status_that_is_none_is_refused_before_anything_is_scripted() throws Exception {
        assertThatExceptionOfType(WebhookException.class)
                .isThrownBy(() -> receiver.answerNext(500, 99))
                .withMessage("A delivery is answered with an HTTP status from 200 to 599, but this is 99.");
        assertThat(send("/", "a")).isEqualTo(200);
    }

    @Test
    void waiting_in_vain_says_what_came() throws Exception {
        assertThatExceptionOfType(WebhookException.class)
                .isThrownBy(() -> receiver.awaitDelivery(SHORT))
                .withMessage("Expected 1 delivery at %s within 60 ms, but there was none.", receiver.uri());
        send("/", "100 %");
        assertThatExceptionOfType(WebhookException.class)
                .isThrownBy(() -> receiver.awaitDeliveries(2, SHORT))
                .withMessageContaining("within 60 ms, but there was one:")
                .withMessageContaining("no. 1, answered with 200: POST / 100 %");
    }

    @Test
    void an_alert_that_came_once_is_received_exactly_once() throws Exception {
        send("/", "{\"id\": 7}");

        assertThat(receiver)
                .usingIdentity(AlertIdentity.ofField("id"))
                .usingQuietPeriod(SHORT)
                .receivedExactlyOnce("7");
    }

    @Test
    void one_that_was_refused_and_sent_again_counts_once() throws Exception {
        receiver.answerNext(500);
        send("/", "{\"id\": 7}");
        send("/", "{\"id\": 7}");

        assertThat(receiver)
                .usingIdentity(AlertIdentity.ofField("id"))
                .usingQuietPeriod(SHORT)
                .receivedExactlyOnce("7");
    }

    @Test
    void duplicates_losses_strangers_and_nameless_ones_are_named() throws Exception {
        receiver.answerNext(200, 200, 503);
        send("/", "{\"id\": \"twice\", \"at\": 1}");
        send("/", "{\"id\": \"twice\", \"at\": 2}");
        send("/", "{\"id\": \"refused\"}");
        send("/", "{\"id\": \"other\"}");
        send("/x", "100 % no JSON");

        assertThatThrownBy(() -> assertThat(receiver)
                        .usingIdentity(AlertIdentity.ofField("id"))
                        .usingTimeout(SHORT)
                        .usingQuietPeriod(SHORT)
                        .receivedExactlyOnce("twice", "refused", "missing"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(String.format(
                        "%nExpecting %s to have received twice, refused, missing exactly once and nothing else, but:"
                                + "%n  'twice' came 2 times: no. 1 with status 200, no. 2 with status 200"
                                + "%n  'refused' is lost: it was refused 1 time, and not sent again: no. 3 with status 503"
                                + "%n  'missing' did not come"
                                + "%n  'other' was not expected: no. 4 with status 200"
                                + "%n  a delivery names no alert: no. 5, answered with 200: POST /x 100 %% no JSON",
                        receiver));
    }

    @Test
    void a_duplicate_that_comes_late_is_found_in_the_quiet_period() throws Exception {
        send("/", "a");
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                () -> assertThatNoException().isThrownBy(() -> send("/", "a")),
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));

        assertThatThrownBy(() -> assertThat(receiver)
                        .usingQuietPeriod(Duration.ofMillis(500))
                        .receivedExactlyOnce("a"))
                .hasMessageContaining("'a' came 2 times");
        late.join();
    }

    @Test
    void a_sender_that_gives_up_too_early_sends_twice() throws Exception {
        receiver.answerNextAfter(Duration.ofMillis(300));
        assertThatThrownBy(() -> send("/", "a", Duration.ofMillis(50))).isInstanceOf(HttpTimeoutException.class);
        send("/", "a");

        assertThatThrownBy(() -> assertThat(receiver).usingQuietPeriod(SHORT).receivedExactlyOnce("a"))
                .hasMessageContaining("'a' came 2 times");
    }

    @Test
    void alerts_that_come_together_count_one_by_one() throws Exception {
        send("/", "{\"alerts\": [{\"labels\": {\"name\": \"x\"}}, {\"labels\": {\"name\": \"y\"}}]}");

        assertThat(receiver)
                .usingIdentity(AlertIdentity.ofField("alerts.labels.name"))
                .usingQuietPeriod(SHORT)
                .receivedExactlyOnce("x", "y");
    }

    @Test
    void a_header_can_name_the_alert() throws Exception {
        send("/", "a");

        assertThat(receiver)
                .usingIdentity(AlertIdentity.ofHeader("Idempotency-Key"))
                .usingQuietPeriod(SHORT)
                .receivedExactlyOnce("k1");
    }

    @Test
    void deliveries_of_other_paths_can_be_left_out() throws Exception {
        send("/alerts", "a");
        send("/news", "b");

        assertThat(receiver)
                .usingOnly(delivery -> delivery.path().startsWith("/alerts"))
                .usingQuietPeriod(SHORT)
                .receivedExactlyOnce("a");
    }

    @Test
    void nothing_received_is_told_from_something() throws Exception {
        assertThat(receiver).usingQuietPeriod(SHORT).receivedNothing();
        receiver.answerNext(500);
        send("/", "a");

        assertThatThrownBy(() -> assertThat(receiver).as("no alert").receivedNothing())
                .hasMessage(
                        "[no alert] %nExpecting %s to have received nothing, but:%n  no. 1, answered with 500: POST / a",
                        receiver);
    }

    @Test
    void an_assertion_without_alerts_is_misuse() {
        assertThatThrownBy(() -> assertThat(receiver).receivedExactlyOnce())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Name the alerts, or use receivedNothing().");
    }

    @Test
    void it_works_with_what_assertj_offers() {
        Assertions.assertThat(receiver).usingQuietPeriod(SHORT).receivedNothing();
        Object unknown = receiver;
        Assertions.assertThat(unknown)
                .asInstanceOf(WebhookAssert.WEBHOOK_RECEIVER)
                .usingQuietPeriod(SHORT)
                .receivedNothing();
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(WebhookAssert.class, WebhookReceiver.class, receiver)
                .usingTimeout(SHORT)
                .usingQuietPeriod(SHORT)
                .receivedExactlyOnce("a");
        assertThat(softly.errorsCollected()).hasSize(1);
        assertThatThrownBy(() -> assertThat((WebhookReceiver) null).receivedNothing())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting actual not to be null");
    }

    @Test
    void what_came_stays_readable_and_the_port_is_given_back() throws Exception {
        send("/", "a");
        receiver.close();

        assertThat(receiver.deliveries()).hasSize(1);
        assertThatThrownBy(() -> send("/", "a")).isInstanceOf(IOException.class);
    }

    private int send(String path, String body) throws IOException, InterruptedException {
        return send(path, body, Duration.ofSeconds(5));
    }

    private int send(String path, String body, Duration timeout) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.uri() + path))
                .header("Idempotency-Key", "k1")
                .timeout(timeout)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }
}
