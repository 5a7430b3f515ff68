package io.mmp.test.mlflow.embedded.tracking;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of runs that a search knows. */
final class RunAttribute {

    /** The names in filters, aliases included. */
    static final List<String> NAMES = List.of(
            "artifact_uri",
            "end_time",
            "run_id",
            "run_name",
            "start_time",
            "status",
            "user_id",
            "created",
            "Created",
            "run name",
            "Run name",
            "Run Name");

    /** The names in orders. */
    static final List<String> ORDERED = List.of(
            "artifact_uri", "end_time", "run_id", "run_name", "start_time", "status", "user_id", "created", "Created");

    private static final Set<String> NUMERIC = Set.of("start_time", "end_time", "created", "Created");

    /** Reads a text of a run. */
    interface Text {
        /** Return the text, null if the run has none. */
        @Nullable
        String of(Run run);
    }

    private RunAttribute() {}

    /** Tell whether an attribute is a number. */
    static boolean isNumeric(String name) {
        return NUMERIC.contains(name);
    }

    /** Return the value of a numeric attribute, null if the run has none. */
    static @Nullable Long number(Run run, String name) {
        return name.equals("end_time") ? run.endTime : (Long) run.startTime;
    }

    /** Return the value of a text attribute, null if the run has none. */
    static @Nullable String text(Run run, String name) {
        return switch (name) {
            case "artifact_uri" -> run.artifactUri;
            case "run_id" -> run.id;
            case "status" -> run.status;
            case "user_id" -> run.userId;
            // A filter by name reads the tag, which can be deleted.
            default -> run.tags.get(Run.NAME_TAG);
        };
    }
}
