package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunsPageTests {

    private static final Pattern CALL = Pattern.compile("api\\('([^'?]+)([?'])");

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void a_browser_gets_a_page_that_needs_nothing_from_elsewhere() {
        Rest.Answer page = server.rest().get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("Content-Type")).containsExactly("text/html; charset=utf-8");
        assertThat(page.headers().get("Content-Security-Policy").get(0)).startsWith("default-src 'none'");
        assertThat(page.body())
                .contains("<title>MLflow in this JVM</title>")
                .doesNotContainPattern("(src|href)=[\"']?http");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void it_calls_nothing_that_the_server_lacks_and_nothing_that_writes() {
        List<String> calls = CALL.matcher(server.rest().get("/").body())
                .results()
                .map(call -> (call.group(2).equals("?") ? "GET " : "POST ") + call.group(1))
                .distinct()
                .toList();

        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "POST experiments/search",
                        "POST runs/search",
                        "GET artifacts/list",
                        "GET runs/get",
                        "GET metrics/get-history",
                        "GET registered-models/search",
                        "GET model-versions/search");
        calls.forEach(call -> server.rest().send(call.split(" ")[0], "/ajax-api/2.0/mlflow/" + call.split(" ")[1], ""));
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void it_puts_what_was_logged_into_the_page_as_text_alone() {
        assertThat(server.rest().get("/").body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(");
    }

    @Test
    void it_is_for_reading() {
        assertThat(server.rest().send("POST", "/", "{}").status()).isEqualTo(405);
    }
}
