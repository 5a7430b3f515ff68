package io.mmp.test.mlflow.embedded;

import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page at {@code /}, by which a person sees what a test has logged while it is halted: a reader of the same endpoints that clients call. */
final class RunsPage implements Router.Resource {

    /** Nothing comes from elsewhere, and no script but the page's own. */
    private static final String POLICY =
            "default-src 'none'; connect-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'";

    @Override
    public void register(Routes routes) {
        routes.raw(
                "GET",
                "/",
                request -> HttpResponse.text(200, "text/html", page())
                        .withHeader("Content-Security-Policy", POLICY)
                        .withHeader("Cache-Control", "no-store"));
    }

    private static String page() throws IOException {
        try (InputStream html = Objects.requireNonNull(RunsPage.class.getResourceAsStream("runs.html"))) {
            return new String(html.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
