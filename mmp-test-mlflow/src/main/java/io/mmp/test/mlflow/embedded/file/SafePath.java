package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonUrl;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which names and paths stay below the directory that they are meant for. */
public final class SafePath {

    private static final Pattern ESCAPES = Pattern.compile("(%[0-9a-fA-F]{2})+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
    private static final Pattern WINDOWS_ROOT =
            Pattern.compile("[a-zA-Z]:[/\\\\].*|[/\\\\]{2}[^/\\\\]+[/\\\\](?![/\\\\]).*");

    /** MLflow's limit; without one, a text of escaped percent signs would be read over and over. */
    private static final int MAX_NESTED_ESCAPES = 10;

    private SafePath() {}

    /** Return a path of a request with all escapes resolved, or refuse one that leads out of its directory. */
    public static String of(String path) {
        String decoded = decoded(path);
        decoded = CONTROL.matcher(decoded)
                .replaceAll(control -> String.format(
                        Locale.ROOT, "%%%02x", (int) control.group().charAt(0)));
        if (decoded.contains("#")) {
            throw RestException.invalid("Invalid path");
        }
        PythonUrl url = PythonUrl.parse(decoded);
        if (url.scheme().equals("file")) {
            decoded = url.path();
        }
        if (Arrays.asList(decoded.split("/", -1)).contains("..")
                || decoded.startsWith("/")
                || WINDOWS_ROOT.matcher(decoded).matches()) {
            throw RestException.invalid("Invalid path");
        }
        return decoded;
    }

    /** Resolve escapes until there are none, or fail as MLflow does after ten rounds. */
    static String decoded(String path) {
        return unquoteAll(path, text -> PythonUrl.parse(unquote(text)).text());
    }

    /** Return what a POSIX path resolves to: no empty or dot segments, no parent that can be avoided. */
    static String normalize(String path) {
        String root = path.startsWith("//") && !path.startsWith("///") ? "//" : path.startsWith("/") ? "/" : "";
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            boolean isParent = segment.equals("..");
            if (isParent && !segments.isEmpty() && !segments.getLast().equals("..")) {
                segments.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".") && !(isParent && !root.isEmpty())) {
                segments.addLast(segment);
            }
        }
        String normalized = root + String.join("/", segments);
        return normalized.isEmpty() ? "." : normalized;
    }

    /** Tell whether a name, used as a path, would resolve to itself and stay in its directory. */
    public static boolean isUnique(String name) {
        String normalized = normalize(name);
        return normalized.equals(name)
                && !normalized.equals(".")
                && !normalized.startsWith("..")
                && !normalized.startsWith("/");
    }

    /** Say what a name that is not its own path would resolve to. */
    public static String resolvesTo(String name) {
        return "Names may be treated as files in certain cases, and must not resolve to other names when treated as such."
                + " This name would resolve to " + Python.repr(normalize(name));
    }

    /** Resolve escapes until there are none, or fail as MLflow does where they are nested too deep. */
    static String unquoteAll(String text) {
        return unquoteAll(text, SafePath::unquote);
    }

    /** Resolve escapes by this rule until there are none, or fail as MLflow does where they are nested too deep. */
    static String unquoteAll(String text, UnaryOperator<String> unquote) {
        String decoded = text;
        for (int i = 0; i < MAX_NESTED_ESCAPES; i++) {
            String next = unquote.apply(decoded);
            if (next.equals(decoded)) {
                return decoded;
            }
            decoded = next;
        }
        throw new UnhandledRequestException("Escapes of escapes of escapes");
    }

    /** Resolve escapes once. */
    static String unquote(String text) {
        return ESCAPES.matcher(text)
                .replaceAll(escapes ->
                        Matcher.quoteReplacement(URLDecoder.decode(escapes.group(), StandardCharsets.UTF_8)));
    }
}
