package io.mmp.test.mlflow.client;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Tells which artifact paths are safe to send to a server and to take from one. */
final class ArtifactPath {

    // MLflow 3.17 decodes and re-parses a path until it no longer changes: it stores "a%41" as "aA", "a?" and "a;" as
    // "a", drops tabs, and refuses "#".
    private static final Pattern ALTERED_BY_SERVER =
            Pattern.compile("%[0-9A-Fa-f]{2}|[?;](?=[?;]|$)|[#\\\\\\p{Cntrl}]");

    private ArtifactPath() {}

    /** Return the path without a trailing slash; the empty path is the artifact root. */
    static String checked(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean unsafeName =
                !path.isEmpty() && Arrays.stream(trimmed.split("/", -1)).anyMatch(ArtifactPath::isNoName);
        if (unsafeName) {
            throw new IllegalArgumentException(
                    "Artifact path '%s' is refused: use a relative path without empty names, '.' and '..'"
                            .formatted(path));
        }
        if (ALTERED_BY_SERVER.matcher(trimmed).find()) {
            throw new IllegalArgumentException(
                    ("Artifact path '%s' is refused: MLflow would store it under another name or not at all. Avoid '#', '\\',"
                                    + " control characters, '%%' before two hex digits, and '?' or ';' at the end")
                            .formatted(path));
        }
        return trimmed;
    }

    static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** Tell whether a name that a server sent may become the name of a local file. */
    static boolean isSafeName(String name) {
        return !isNoName(name) && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ' || c == 0x7f);
    }

    private static boolean isNoName(String name) {
        return name.isEmpty() || name.equals(".") || name.equals("..");
    }
}
