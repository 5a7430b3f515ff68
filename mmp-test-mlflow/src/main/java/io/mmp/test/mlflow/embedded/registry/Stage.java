package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a model version stands in its life; deprecated since MLflow 2.9 but still served. */
enum Stage {
    NONE("None"),
    STAGING("Staging"),
    PRODUCTION("Production"),
    ARCHIVED("Archived");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** Read a stage in any case. */
    static Stage of(String text) {
        return Arrays.stream(values())
                .filter(stage -> PythonText.lowersTo(text, stage.label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> RestException.invalid(
                        "Invalid Model Version stage: " + text + ". Value must be one of " + all() + "."));
    }

    /** Return the name on the wire. */
    String label() {
        return label;
    }

    /** Tell whether versions of this stage are in use. */
    boolean isActive() {
        return this == STAGING || this == PRODUCTION;
    }

    private static String all() {
        return Arrays.stream(values()).map(Stage::label).collect(Collectors.joining(", "));
    }
}
