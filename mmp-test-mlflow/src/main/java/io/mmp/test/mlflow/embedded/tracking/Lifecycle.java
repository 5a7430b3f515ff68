package io.mmp.test.mlflow.embedded.tracking;

import java.util.List;
import java.util.Locale;

/** A lifecycle stage of an experiment or a run. */
enum Lifecycle {
    ACTIVE,
    DELETED;

    /** The names of MLflow's view types, as an enumeration field takes them. */
    static final List<String> VIEW_TYPES = List.of("ACTIVE_ONLY", "DELETED_ONLY", "ALL");

    /** Return the name in answers. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tell whether a view type shows this stage. */
    boolean isShownBy(String viewType) {
        return viewType.equals("ALL") || viewType.equals(name() + "_ONLY");
    }
}
