package io.mmp.test.examples.rag;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the real language model promises: its interface exactly, its texts only as a share of many. */
@Tag("e2e")
@EnabledIfLanguageModel
@ChecklistItem("39.2")
class LanguageModelTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ManagedServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        server = ManagedServer.start(LanguageModel.find().orElseThrow().spec());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void it_is_healthy() throws Exception {
        HttpResponse<byte[]> health = http.send(
                HttpRequest.newBuilder(server.uri().resolve("/health")).build(), BodyHandlers.ofByteArray());

        assertThat(health.statusCode()).isEqualTo(200);
    }

    @Test
    void a_korean_prompt_is_read_and_echoed_in_utf_8() throws Exception {
        Map<String, Object> answer = answerTo(request("pandas로 CSV 파일을 읽는 방법", 16, 1));

        assertThat(text(answer)).isNotEmpty().doesNotContain("\uFFFD");
        // Half a prompt has fewer tokens, a mangled one has more.
        assertThat(promptTokens(answer)).isEqualTo(promptTokens(answerTo(request("pandas로 CSV 파일을 읽는 방법", 1, 1))));
        assertThat(promptTokens(answer))
                .isLessThan(promptTokens(
                        answerTo(request(new String("pandas로 CSV 파일을 읽는 방법".getBytes(UTF_8), ISO_8859_1), 1, 1))));
    }

    @Test
    void no_more_tokens_come_than_were_asked_for() throws Exception {
        Map<String, Object> answer = answerTo(request("Write a long story about a journey.", 8, 1));

        assertThat((Map<?, ?>) answer.get("usage"))
                .extracting("completion_tokens")
                .isEqualTo(8);
        assertThat(choice(answer)).extracting("finish_reason").isEqualTo("length");
    }

    @Test
    @ChecklistItem("42.2")
    void a_body_that_is_no_json_is_refused() throws Exception {
        HttpResponse<byte[]> answer = send("{\"messages\": [");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), UTF_8)).contains("\"error\"");
    }

    @Test
    @ChecklistItem("42.2")
    void a_request_without_messages_is_refused() throws Exception {
        assertThat(send("{\"max_tokens\": 4}").statusCode()).isEqualTo(400);
    }

    /** One text proves nothing of a model that draws its words; of twelve, most name the city, and none names another. */
    @Test
    @ChecklistItem("39.1")
    void most_answers_name_the_city() throws Exception {
        List<String> answers = new ArrayList<>();
        for (int seed = 1; seed <= 12; seed++) {
            answers.add(text(answerTo(request("Reply in English. Where is the Eiffel Tower?", 16, seed))));
        }

        naming("Paris", answers).orFail();
        assertThat(naming("Tokyo", answers).conclusion()).isNotEqualTo(Conclusion.PASS);
    }

    private static Verdict naming(String city, List<String> answers) {
        long named = answers.stream().filter(answer -> answer.contains(city)).count();
        return Proportion.of("answers that name " + city, named, "answers", answers.size())
                .withConfidence(0.999)
                .isAtLeast(0.3);
    }

    @Test
    @ChecklistItem("39.3")
    void it_answers_again_on_the_same_port_after_it_was_killed() throws Exception {
        int port = server.port();

        server.kill();
        server.restart();

        assertThat(server.port()).isEqualTo(port);
        assertThat(text(answerTo(request("Say hello.", 4, 1)))).isNotEmpty();
    }

    private Map<String, Object> answerTo(String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(body);
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        return JSON.std.mapFrom(answer.body());
    }

    private HttpResponse<byte[]> send(String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.uri().resolve("/v1/chat/completions"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static String request(String prompt, int maxTokens, int seed) throws IOException {
        return JSON.std.asString(Map.of(
                "messages",
                List.of(Map.of("role", "user", "content", prompt)),
                "max_tokens",
                maxTokens,
                "seed",
                seed,
                "temperature",
                0.7));
    }

    private static Map<?, ?> choice(Map<String, Object> answer) {
        return (Map<?, ?>) ((List<?>) answer.get("choices")).get(0);
    }

    private static String text(Map<String, Object> answer) {
        return (String) ((Map<?, ?>) choice(answer).get("message")).get("content");
    }

    private static int promptTokens(Map<String, Object> answer) {
        return (int) ((Map<?, ?>) answer.get("usage")).get("prompt_tokens");
    }
}
