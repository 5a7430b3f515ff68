package io.mmp.test.mlflow.embedded.tracking;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of MLflow's table of logged models, which filters and orders name.
 *
 * @param value reads a text, an integer or nothing
 */
record LoggedModelColumn(Function<LoggedModel, @Nullable Comparable<?>> value) {

    private static final String CREATED = "creation_timestamp_ms";
    private static final String UPDATED = "last_updated_timestamp_ms";

    /** Names of other systems, which stand for a column only without {@code attributes.} in front. */
    private static final Map<String, String> ALIASES =
            Map.of("creation_time", CREATED, "creation_timestamp", CREATED, "last_updated_timestamp", UPDATED);

    private static final Set<String> TIMES = Set.of(CREATED, UPDATED);

    private static final Map<String, LoggedModelColumn> COLUMNS = Map.ofEntries(
            column("model_id", model -> model.id),
            column("experiment_id", model -> model.experimentId),
            column("name", model -> model.name),
            column("artifact_location", model -> model.artifactUri),
            column(CREATED, model -> model.creationTime),
            column(UPDATED, model -> model.lastUpdateTime),
            column("status", model -> model.statusNumber()),
            column("lifecycle_stage", model -> model.lifecycle.wireName()),
            column("model_type", model -> model.modelType),
            column("source_run_id", model -> model.sourceRunId),
            column("status_message", model -> null));

    /** Return the name that an alias stands for, or the name itself. */
    static String unaliased(String name) {
        return ALIASES.getOrDefault(name, name);
    }

    /** Tell whether filters compare what a name or an alias stands for with numbers. */
    static boolean isTime(String name) {
        return TIMES.contains(unaliased(name));
    }

    /** Return a column by its name. */
    static Optional<LoggedModelColumn> named(String name) {
        return Optional.ofNullable(COLUMNS.get(name));
    }

    /** Tell whether a value of a column equals a text, as the database compares them: an integer with a text that spells it. */
    static boolean isEqual(Comparable<?> value, String text) {
        if (!(value instanceof Long number)) {
            return value.equals(text);
        }
        try {
            return new BigDecimal(text.strip()).compareTo(BigDecimal.valueOf(number)) == 0;
        } catch (NumberFormatException otherText) {
            return false;
        }
    }

    private static Map.Entry<String, LoggedModelColumn> column(
            String name, Function<LoggedModel, @Nullable Comparable<?>> value) {
        return Map.entry(name, new LoggedModelColumn(value));
    }
}
