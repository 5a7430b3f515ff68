package io.mmp.test.mlflow.embedded;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Hands each request to its endpoint, sends the answer, and counts the requests that have none. */
final class Dispatcher implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private static final HttpResponse INTERNAL_ERROR = HttpResponse.errorPage(
            500,
            "Internal Server Error",
            "The server encountered an internal error and was unable to complete your request. "
                    + "Either the server is overloaded or there is an error in the application.");

    private final Router router;
    private final Map<String, Long> unsupported = new ConcurrentHashMap<>();

    Dispatcher(Router router) {
        this.router = router;
    }

    /** Return how often each unknown endpoint was called. */
    Map<String, Long> unsupportedCalls() {
        return new TreeMap<>(unsupported);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            Headers headers = exchange.getRequestHeaders();
            send(exchange, CrossOrigin.refusal(method, path, headers).orElseGet(() -> {
                HttpResponse answer = answer(method, path, exchange);
                return answer.equals(HttpResponse.CRASHED) ? answer : CrossOrigin.visible(guarded(answer), headers);
            }));
        }
    }

    private static HttpResponse guarded(HttpResponse answer) {
        return answer.withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("X-Frame-Options", "SAMEORIGIN")
                .withHeader("Vary", "Origin");
    }

    private HttpResponse answer(String method, String path, HttpExchange exchange) {
        Router.Match match = router.match(path);
        if (match.handlers().isEmpty()) {
            unsupported.merge(method + " " + path, 1L, Long::sum);
            return HttpResponse.NOT_FOUND;
        }
        if (method.equals("OPTIONS")) {
            boolean isApi = path.startsWith("/api/") || path.startsWith("/ajax-api/");
            return HttpResponse.text(isApi ? 204 : 200, "text/html", "").withHeader("Allow", match.allowed());
        }
        try {
            Router.Handler handler = match.handler(method).orElse(null);
            if (handler == null) {
                return HttpResponse.errorPage(
                                405, "Method Not Allowed", "The method is not allowed for the requested URL.")
                        .withHeader("Allow", match.allowed());
            }
            return handler.answer(HttpRequest.of(exchange, match.variables()));
        } catch (RestException refused) {
            return refused.response();
        } catch (UnhandledRequestException likeMlflow) {
            return INTERNAL_ERROR;
        } catch (IOException | RuntimeException failure) {
            LOG.log(Level.ERROR, "The embedded MLflow server failed at " + method + " " + path, failure);
            return INTERNAL_ERROR;
        }
    }

    private static void send(HttpExchange exchange, HttpResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(response.length()));
        }
        boolean hasBody = response.length() > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), hasBody ? response.length() : -1);
        if (hasBody) {
            response.body().writeTo(exchange.getResponseBody());
        }
    }
}
