package io.mmp.test.mlflow.embedded.python;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text split as Python's {@code urllib.parse.urlparse} splits any text into the parts of a URL.
 *
 * <p>MLflow takes paths apart and puts them together again, which changes some: leading spaces, line breaks and a {@code ;},
 * {@code ?} or {@code #} at the end get lost.
 *
 * @param scheme in lower case; like every part, empty if there is none
 * @param params what follows the first {@code ;} of the last segment
 */
public record PythonUrl(String scheme, String netloc, String path, String params, String query, String fragment) {

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*");
    private static final Pattern LEADING = Pattern.compile("^[\\x00- ]+");
    private static final Pattern REMOVED = Pattern.compile("[\\t\\r\\n]");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.+)?|v[0-9a-fA-F]+\\..+", Pattern.CASE_INSENSITIVE);
    private static final Set<String> WITH_HOST = Set.of(
            "",
            "ftp",
            "http",
            "gopher",
            "nntp",
            "telnet",
            "imap",
            "wais",
            "file",
            "mms",
            "https",
            "shttp",
            "snews",
            "prospero",
            "rtsp",
            "rtsps",
            "rtspu",
            "rsync",
            "svn",
            "svn+ssh",
            "sftp",
            "nfs",
            "git",
            "git+ssh",
            "ws",
            "wss",
            "itms-services");
    private static final Set<String> WITH_PARAMS = Set.of(
            "",
            "ftp",
            "hdl",
            "prospero",
            "http",
            "imap",
            "https",
            "shttp",
            "rtsp",
            "rtsps",
            "rtspu",
            "sip",
            "sips",
            "mms",
            "sftp",
            "tel");

    /** Split a text, or fail as MLflow does, which does not expect a host in half a bracket. */
    public static PythonUrl parse(String text) {
        String rest = REMOVED.matcher(LEADING.matcher(text).replaceFirst("")).replaceAll("");
        String scheme = "";
        int colon = rest.indexOf(':');
        if (colon > 0 && SCHEME.matcher(rest.substring(0, colon)).matches()) {
            scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
            rest = rest.substring(colon + 1);
        }
        String netloc = "";
        if (rest.startsWith("//")) {
            int end = 2;
            while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
                end++;
            }
            netloc = rest.substring(2, end);
            rest = rest.substring(end);
            requireWholeBrackets(netloc);
        }
        String fragment = behind(rest, '#');
        rest = before(rest, '#');
        String query = behind(rest, '?');
        rest = before(rest, '?');
        int semicolon = WITH_PARAMS.contains(scheme) ? rest.indexOf(';', Math.max(rest.lastIndexOf('/'), 0)) : -1;
        String params = semicolon < 0 ? "" : rest.substring(semicolon + 1);
        return new PythonUrl(
                scheme, netloc, semicolon < 0 ? rest : rest.substring(0, semicolon), params, query, fragment);
    }

    /** Put the parts together; empty ones leave no trace. */
    public String text() {
        String text = params.isEmpty() ? path : path + ";" + params;
        if (!netloc.isEmpty() || (!scheme.isEmpty() && WITH_HOST.contains(scheme) && !text.startsWith("//"))) {
            text = "//" + netloc + (text.isEmpty() || text.startsWith("/") ? "" : "/") + text;
        }
        return (scheme.isEmpty() ? "" : scheme + ":")
                + text
                + (query.isEmpty() ? "" : "?" + query)
                + (fragment.isEmpty() ? "" : "#" + fragment);
    }

    private static void requireWholeBrackets(String netloc) {
        boolean isBracketed = netloc.contains("[") && netloc.contains("]");
        boolean isAddress = ADDRESS.matcher(before(behind(netloc, '['), ']')).matches();
        if (netloc.contains("[") != netloc.contains("]") || (isBracketed && !isAddress)) {
            throw new UnhandledRequestException("Invalid IPv6 URL");
        }
    }

    private static String before(String text, char separator) {
        int index = text.indexOf(separator);
        return index < 0 ? text : text.substring(0, index);
    }

    private static String behind(String text, char separator) {
        int index = text.indexOf(separator);
        return index < 0 ? "" : text.substring(index + 1);
    }
}
