package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a model version comes from, split as Python splits any text into the parts of a URI.
 *
 * @param scheme in lower case, empty if there is none
 * @param authority empty if there is none
 * @param path without query and fragment
 */
public record SourceUri(String text, String scheme, String authority, String path) {

    private static final Pattern PARTS =
            Pattern.compile("(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*).*", Pattern.DOTALL);
    private static final Set<String> HOST_SCHEMES =
            Set.of("ftp", "sftp", "hdfs", "viewfs", "http", "https", "mlflow-artifacts", "r2", "b2", "abfss");

    /** Split a text; every text can be split. */
    public static SourceUri parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("Every text has these parts: " + text);
        }
        return new SourceUri(
                text, orEmpty(parts.group(1)).toLowerCase(Locale.ROOT), orEmpty(parts.group(2)), parts.group(3));
    }

    /** Refuse a source from which a server could read only by connecting to a host of the client's choice. */
    public void requireNoHost(String field) {
        if (HOST_SCHEMES.contains(scheme) && !(scheme.equals("mlflow-artifacts") && authority.isEmpty())) {
            throw RestException.invalid(
                    "'%2$s' cannot use the '%1$s' scheme: the '%1$s' scheme addresses a host other than the tracking server's configured artifact storage, so the server would connect to the host named in the URI. Set the MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to allow it."
                            .formatted(scheme, field));
        }
    }

    /** Tell whether this is a file of the server's machine. */
    public boolean isLocal() {
        if (scheme.equals("file")) {
            String host = authority
                    .substring(authority.lastIndexOf('@') + 1)
                    .replaceFirst(":\\d*$", "")
                    .toLowerCase(Locale.ROOT);
            if (!(host.isEmpty() || host.equals(".") || host.startsWith("localhost") || host.startsWith("127.0.0.1"))) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR,
                        text + " is not a valid remote uri. For remote access on windows, please consider using a "
                                + "different scheme such as SMB (e.g. smb://<hostname>/<path>).");
            }
            return true;
        }
        return scheme.isEmpty();
    }

    /** Return the file that a local source names. */
    public Path file() {
        String file = scheme.equals("file") ? path : text;
        try {
            return Path.of(FileNames.ofThisJvm().encode(SafePath.unquote(file)))
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException likeMlflow) {
            throw new UnhandledRequestException("A path with a null character");
        }
    }

    /** Refuse a source whose path would resolve to another one. */
    public void requireAbsolutePath() {
        String decoded = SafePath.unquoteAll(text, SourceUri::unquotePlus);
        String resolved = parse(decoded).path().replaceAll("/+", "/").replaceFirst("/$", "");
        if (Arrays.asList(decoded.split("/", -1)).contains("..")
                || !resolved.startsWith("/")
                || resolved.indexOf('\0') >= 0
                || !SafePath.normalize(resolved).equals(resolved)) {
            throw RestException.invalid("Invalid model version source: '" + text
                    + "'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts"
                    + " uri, an absolute path must be provided without relative path references present. "
                    + "Please provide an absolute path.");
        }
    }

    /** Tell whether this lies below, or is, another URI. */
    public boolean isWithin(SourceUri root) {
        List<String> parts = segments();
        List<String> rootParts = root.segments();
        return scheme.equals(root.scheme)
                && authority.equalsIgnoreCase(root.authority)
                && !rootParts.isEmpty()
                && parts.size() >= rootParts.size()
                && parts.subList(0, rootParts.size()).equals(rootParts);
    }

    private List<String> segments() {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(SafePath::unquoteAll)
                .toList();
    }

    private static String unquotePlus(String text) {
        return SafePath.unquote(text.replace('+', ' '));
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }
}
