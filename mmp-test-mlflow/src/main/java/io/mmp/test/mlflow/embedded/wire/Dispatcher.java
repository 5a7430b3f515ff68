package io.mmp.test.mlflow.embedded.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Hands each request to its endpoint, sends the answer, and counts the requests that have none. */
public final class Dispatcher implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private static final Pattern LINE_BREAK_INSIDE = Pattern.compile("\n.", Pattern.DOTALL);

    private static final HttpResponse INTERNAL_ERROR = HttpResponse.errorPage(
            500,
            "Internal Server Error",
            "The server encountered an internal error and was unable to complete your request. "
                    + "Either the server is overloaded or there is an error in the application.");

    private static final int MAX_UNSUPPORTED = 1_000;
    private static final int MAX_UNSUPPORTED_LENGTH = 1_000;
    private static final String OTHERS = "(others)";

    /** How much of a body that nobody wants is read all the same, for a client that reads no answer before it has sent all. */
    private static final long MAX_DRAINED = 1L << 30;

    private final Router router;
    private final Map<String, Long> unsupported = new ConcurrentHashMap<>();

    public Dispatcher(Router router) {
        this.router = router;
    }

    /** Return how often each unknown endpoint was called. */
    public Map<String, Long> unsupportedCalls() {
        return new TreeMap<>(unsupported);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse answer = answer(exchange);
            try {
                drain(exchange);
                send(exchange, answer);
            } catch (IllegalArgumentException badHeader) {
                LOG.log(Level.ERROR, "The embedded MLflow server cannot answer " + nameOf(exchange), badHeader);
                exchange.getResponseHeaders().clear();
                send(exchange, INTERNAL_ERROR);
            } finally {
                answer.body().close();
            }
        }
    }

    private HttpResponse answer(HttpExchange exchange) {
        try {
            String method = exchange.getRequestMethod();
            String path = pathOf(exchange.getRequestURI());
            Headers headers = exchange.getRequestHeaders();
            return CrossOrigin.refusal(method, path, headers).orElseGet(() -> {
                HttpResponse answer = answer(method, path, exchange);
                return answer.isCrash() ? answer : CrossOrigin.visible(guarded(answer), headers);
            });
        } catch (RuntimeException | Error failure) {
            // The last net: a thread that ends here would leave the client without an answer, and JUnit without a word
            // of it.
            LOG.log(Level.ERROR, "The embedded MLflow server failed at " + nameOf(exchange), failure);
            return failure instanceof Error ? INTERNAL_ERROR.withHeader("Connection", "close") : INTERNAL_ERROR;
        }
    }

    private static String nameOf(HttpExchange exchange) {
        String name = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        return name.substring(0, Math.min(name.length(), MAX_UNSUPPORTED_LENGTH));
    }

    /** Read what is left of the body; else the JDK cuts the connection, and the client may see that instead of the answer. */
    private static void drain(HttpExchange exchange) {
        byte[] buffer = new byte[8_192];
        try {
            InputStream body = exchange.getRequestBody();
            long drained = 0;
            for (int read = body.read(buffer); read >= 0 && drained < MAX_DRAINED; read = body.read(buffer)) {
                drained += read;
            }
        } catch (IOException incomplete) {
            LOG.log(Level.DEBUG, "A request body ended early: {0}", incomplete.getMessage());
        }
    }

    /** Return the decoded path with one slash at its start, as MLflow sees it. */
    private static String pathOf(URI uri) {
        // To the JDK a target that starts with two slashes names an authority.
        boolean hasAuthority = uri.getScheme() == null && uri.getAuthority() != null;
        String path = hasAuthority ? "/" + uri.getAuthority() + uri.getPath() : uri.getPath();
        // What follows a sharp is a part of the target to MLflow, which refuses it where it matters.
        boolean hasFragment = uri.getFragment() != null && uri.getRawQuery() == null;
        return path.replaceFirst("^/+", "/") + (hasFragment ? "#" + uri.getFragment() : "");
    }

    private static HttpResponse guarded(HttpResponse answer) {
        return answer.withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("X-Frame-Options", "SAMEORIGIN")
                .withHeader("Vary", "Origin");
    }

    private HttpResponse answer(String method, String path, HttpExchange exchange) {
        if (LINE_BREAK_INSIDE.matcher(path).find()) {
            return HttpResponse.NOT_ROUTED;
        }
        Routes.Match match = router.match(path);
        if (match.handlers().isEmpty() && path.contains("//")) {
            String merged = path.replaceAll("/+", "/");
            match = router.match(merged);
            if (match.allows(method)) {
                return redirect(exchange, merged);
            }
        }
        if (match.handlers().isEmpty() || match.isUnsupported(method)) {
            count(method + " " + path);
            return HttpResponse.NOT_FOUND;
        }
        if (method.equals("OPTIONS")) {
            boolean isApi = path.startsWith("/api/") || path.startsWith("/ajax-api/");
            return HttpResponse.text(isApi ? 204 : 200, "text/html", "").withHeader("Allow", match.allowed());
        }
        try {
            Routes.Handler handler = match.handler(method).orElse(null);
            if (handler == null) {
                return HttpResponse.errorPage(
                                405, "Method Not Allowed", "The method is not allowed for the requested URL.")
                        .withHeader("Allow", match.allowed());
            }
            return handler.answer(HttpRequest.of(exchange));
        } catch (RestException refused) {
            return refused.response();
        } catch (RequestTooLargeException refused) {
            return refused.response();
        } catch (UnhandledRequestException likeMlflow) {
            return INTERNAL_ERROR;
        } catch (IOException | RuntimeException failure) {
            LOG.log(Level.ERROR, "The embedded MLflow server failed at " + method + " " + path, failure);
            return INTERNAL_ERROR;
        }
    }

    private void count(String call) {
        boolean isKnown = unsupported.containsKey(call) || unsupported.size() < MAX_UNSUPPORTED;
        boolean isCounted = isKnown && call.length() <= MAX_UNSUPPORTED_LENGTH;
        unsupported.merge(isCounted ? call : OTHERS, 1L, Long::sum);
    }

    private static HttpResponse redirect(HttpExchange exchange, String path) {
        String query = exchange.getRequestURI().getRawQuery();
        String host = exchange.getRequestHeaders().getFirst("Host");
        try {
            String encoded = new URI(null, null, path, null).toASCIIString();
            return HttpResponse.redirect(
                    "http://" + host + encoded + (query == null || query.isEmpty() ? "" : "?" + query));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
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
