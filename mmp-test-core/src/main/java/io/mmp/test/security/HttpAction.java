package io.mmp.test.security;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An action as a request.
 *
 * @param target the path and the query, raw
 * @param body in JSON; empty for none
 * @param headers beside those of the subject
 */
record HttpAction(String method, String target, String body, Map<String, String> headers) {

    /**
     * The same action, done in another way.
     *
     * @param action the other way
     * @param control the same without what is odd with it; null if that is the action itself
     */
    record Other(HttpAction action, @Nullable HttpAction control) {}

    /** Return other ways to the same action, by what is odd with them. */
    Map<String, Other> detours() {
        Map<String, Other> detours = new LinkedHashMap<>();
        methods(detours);
        paths().forEach((name, path) -> detours.put(name, new Other(withTarget(path + query()), null)));
        for (String header : List.of("X-Original-URL", "X-Rewrite-URL")) {
            HttpAction root = withTarget("/");
            detours.put(header, new Other(root.withHeader(header, target), root));
        }
        detours.put("X-Forwarded-For this machine", new Other(withHeader("X-Forwarded-For", "127.0.0.1"), null));
        detours.values().removeIf(other -> equals(other.action()));
        return detours;
    }

    private void methods(Map<String, Other> detours) {
        if (method.equals("GET")) {
            detours.put("HEAD instead of GET", new Other(withMethod("HEAD"), null));
        } else {
            detours.put("the method in lower case", new Other(withMethod(method.toLowerCase(Locale.ROOT)), null));
        }
        if (method.equals("PUT") || method.equals("PATCH")) {
            String sibling = method.equals("PUT") ? "PATCH" : "PUT";
            detours.put("%s instead of %s".formatted(sibling, method), new Other(withMethod(sibling), null));
        }
        HttpAction post = withMethod("POST");
        HttpAction get = new HttpAction("GET", target, "", headers);
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            detours.put("POST with " + header, new Other(post.withHeader(header, method), post));
            detours.put("GET with " + header, new Other(get.withHeader(header, method), get));
        }
        String parameter = (query().isEmpty() ? "?" : "&") + "_method=" + method;
        detours.put("POST with ?_method=", new Other(post.withTarget(target + parameter), post));
    }

    private Map<String, String> paths() {
        Map<String, String> paths = new LinkedHashMap<>();
        String path = path();
        paths.put("a slash at the end", path + "/");
        paths.put("a slash twice", "/" + path);
        paths.put("a slash twice inside", replaceLast(path, "//"));
        paths.put("an encoded slash", replaceLast(path, "%2F"));
        paths.put("a dot as a part of the path", replaceLast(path, "/./"));
        paths.put("a part of the path and back", replaceLast(path, "/x/../"));
        paths.put("an encoded dot as a part of the path", replaceLast(path, "/%2e/"));
        paths.put("a parameter of the path", path + ";x=1");
        paths.put("an encoded letter", encodedLetter());
        paths.put("a suffix", path + ".json");
        paths.put("an encoded NUL at the end", path + "%00");
        paths.put("upper case", upperCase());
        return paths;
    }

    private String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    private String query() {
        return target.substring(path().length());
    }

    /** Return the path with something else instead of its last slash that leads to a part. */
    private static String replaceLast(String path, String replacement) {
        int slash = path.lastIndexOf('/', Math.max(0, path.length() - 2));
        return slash < 0 ? path : path.substring(0, slash) + replacement + path.substring(slash + 1);
    }

    private String encodedLetter() {
        int slash = path().lastIndexOf('/', Math.max(0, path().length() - 2));
        int letter = slash + 1;
        return letter < path().length() && Character.isLetterOrDigit(path().charAt(letter))
                ? path().substring(0, letter) + "%" + Integer.toHexString(path().charAt(letter))
                        + path().substring(letter + 1)
                : path();
    }

    /** Return the path in upper case, but for names in braces. */
    private String upperCase() {
        return Pattern.compile("[^{}]+(?![^{]*\\})")
                .matcher(path())
                .replaceAll(part -> part.group().toUpperCase(Locale.ROOT));
    }

    private HttpAction withTarget(String newTarget) {
        return new HttpAction(method, newTarget, body, headers);
    }

    private HttpAction withMethod(String newMethod) {
        return new HttpAction(newMethod, target, body, headers);
    }

    private HttpAction withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAction(method, target, body, more);
    }

    /** Return the request, with these values in place of their names in braces. */
    HttpRequest.Builder toRequest(URI root, Map<String, String> values) {
        String base = root.getScheme() + "://" + root.getRawAuthority();
        BodyPublisher content =
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(body, values));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + filled(target, values)))
                .timeout(Duration.ofSeconds(30))
                .method(method, content);
        headers.forEach((name, value) -> request.header(name, filled(value, values)));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return request;
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
