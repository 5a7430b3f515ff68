package io.mmp.test.mlflow.client;

import java.util.Locale;

/**
 * The stages of a model version, which MLflow deprecated in favour of aliases in 2.9.
 *
 * @since 0.1.0
 */
public enum ModelStage {
    NONE,
    STAGING,
    PRODUCTION,
    ARCHIVED;

    static ModelStage of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
