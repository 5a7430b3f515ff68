package io.mmp.test.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mmp.test.server.HttpServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A registry of models behind tokens: {@code admin} and {@code editor} may write, {@code viewer} may read. */
final class GuardedService implements AutoCloseable {

    /** What may be wrong with it. */
    enum Fault {
        CREATES_BEFORE_IT_REFUSES,
        LETS_VIEWERS_DELETE,
        CREATES_NOTHING,
        TAKES_EXPIRED_TOKENS,
        TAKES_ANY_TOKEN,
        BELIEVES_METHOD_OVERRIDE,
        CHECKS_EXACT_PATHS_ALONE,
        REDIRECTS_TO_A_LOGIN,
        COUNTS_READS
    }

    private final Set<String> models = new ConcurrentSkipListSet<>(List.of("seed"));
    private final Set<Fault> faults;
    private final HttpServer server;

    private GuardedService(HttpServer server, Set<Fault> faults) {
        this.server = server;
        this.faults = faults;
    }

    static GuardedService start(Fault... faults) {
        HttpServers.answerAtOnce();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            Set<Fault> all = EnumSet.noneOf(Fault.class);
            all.addAll(List.of(faults));
            GuardedService service = new GuardedService(server, all);
            server.createContext("/", service::answer);
            server.start();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpPermissions permissions() {
        return HttpPermissions.at(uri())
                .withBearer("admin", "token-admin")
                .withBearer("editor", "token-editor")
                .withBearer("viewer", "token-viewer")
                .withExpiredBearer("token-of-last-year")
                .withReading("list models", "/models")
                .withChanging("create model", "POST", "/models", "{\"name\": \"m{unique}\"}")
                .withChanging("delete model", "DELETE", "/models/{name}", "")
                .withStateAs("admin", "/models")
                .withPreparation(() -> {
                    models.clear();
                    models.add("seed");
                    return Map.of("name", "seed");
                });
    }

    static PermissionMatrix matrix() {
        return PermissionMatrix.empty()
                .withAllowed("admin", "list models", "create model", "delete model")
                .withAllowed("editor", "list models", "create model")
                .withAllowed("viewer", "list models")
                .withOthersDenied();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String method = exchange.getRequestMethod();
            String override = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
            String user = user(exchange.getRequestHeaders().getFirst("Authorization"));
            String path = exchange.getRequestURI().getPath();
            boolean isExact = path.equals("/models") || path.matches("/models/[^/]+");
            boolean isUnchecked = faults.contains(Fault.CHECKS_EXACT_PATHS_ALONE) && !isExact;
            if (user.isEmpty() && !isUnchecked) {
                if (faults.contains(Fault.REDIRECTS_TO_A_LOGIN)) {
                    exchange.getResponseHeaders().add("Location", "/login");
                }
                exchange.sendResponseHeaders(faults.contains(Fault.REDIRECTS_TO_A_LOGIN) ? 302 : 401, -1);
            } else if (!isUnchecked && !mayDo(user, method)) {
                if (method.equals("POST") && faults.contains(Fault.CREATES_BEFORE_IT_REFUSES)) {
                    models.add(body);
                }
                exchange.sendResponseHeaders(403, -1);
            } else {
                boolean believes = override != null && faults.contains(Fault.BELIEVES_METHOD_OVERRIDE);
                act(exchange, believes ? override : method, path.replaceAll("/+$", ""), body);
            }
        }
    }

    private String user(String authorization) {
        if (authorization == null) {
            return "";
        }
        String token = authorization.replace("Bearer token-", "");
        if (List.of("admin", "editor", "viewer").contains(token)) {
            return token;
        }
        boolean isExpired = token.equals("of-last-year") && faults.contains(Fault.TAKES_EXPIRED_TOKENS);
        return isExpired || faults.contains(Fault.TAKES_ANY_TOKEN) ? "admin" : "";
    }

    private boolean mayDo(String user, String method) {
        return switch (method) {
            case "GET", "HEAD" -> true;
            case "POST" -> !user.equals("viewer");
            default -> user.equals("admin") || (user.equals("viewer") && faults.contains(Fault.LETS_VIEWERS_DELETE));
        };
    }

    private void act(HttpExchange exchange, String method, String path, String body) throws IOException {
        switch (method) {
            case "GET" -> {
                if (faults.contains(Fault.COUNTS_READS)) {
                    models.add("read" + models.size());
                }
                byte[] answer = models.toString().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/plain");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
            case "POST" -> {
                if (!faults.contains(Fault.CREATES_NOTHING)) {
                    models.add(body);
                }
                exchange.sendResponseHeaders(201, -1);
            }
            case "DELETE" -> exchange.sendResponseHeaders(models.remove(path.replaceAll(".*/", "")) ? 204 : 404, -1);
            default -> exchange.sendResponseHeaders(405, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
