package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.file.SourceUri;
import io.mmp.test.mlflow.embedded.python.PythonText;
import java.util.Optional;

/**
 * A {@code models:/} URI: the id of a logged model, or a name with a version, a stage, an alias or none of them, which is the
 * latest version.
 */
record ModelUri(
        Optional<String> modelId,
        String name,
        Optional<String> version,
        Optional<String> stage,
        Optional<String> alias) {

    /** Read {@code models:/id}, {@code models:/name/suffix} or {@code models:/name@alias}; empty if it is none of them. */
    static Optional<ModelUri> parse(SourceUri uri) {
        // Here a fragment belongs to the name.
        String path = uri.path() + uri.text().replaceFirst("^[^#]*", "");
        if (!path.startsWith("/") || path.length() == 1) {
            return Optional.empty();
        }
        String[] parts = path.replaceFirst("^/+", "").split("/", -1);
        if (parts.length > 2 || PythonText.isBlank(parts[0]) || (parts.length == 2 && PythonText.isBlank(parts[1]))) {
            return Optional.empty();
        }
        if (parts.length == 2) {
            return Optional.of(ofSuffix(parts[0], parts[1]));
        }
        int at = parts[0].lastIndexOf('@');
        if (at < 0) {
            return Optional.of(
                    new ModelUri(Optional.of(parts[0]), "", Optional.empty(), Optional.empty(), Optional.empty()));
        }
        String alias = parts[0].substring(at + 1);
        return PythonText.isBlank(alias)
                ? Optional.empty()
                : Optional.of(new ModelUri(
                        Optional.empty(),
                        parts[0].substring(0, at),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(alias)));
    }

    private static ModelUri ofSuffix(String name, String suffix) {
        boolean isVersion = PythonText.isDigits(suffix);
        boolean isLatest = PythonText.lowersTo(suffix, "latest");
        return new ModelUri(
                Optional.empty(),
                name,
                Optional.of(suffix).filter(text -> isVersion),
                Optional.of(suffix).filter(text -> !isVersion && !isLatest),
                Optional.empty());
    }
}
