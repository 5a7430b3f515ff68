package io.mmp.test.mlflow.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest ids of one kind, and one that no server knows. */
final class Known {

    private static final int KEPT = 30;

    private final List<String> ids = new ArrayList<>();

    Known(String unknown) {
        ids.add(unknown);
    }

    /** Return the ids, the unknown one first. */
    List<String> known() {
        return Collections.unmodifiableList(ids);
    }

    /** Remember what an answer says is an id. */
    void add(@Nullable Object id) {
        if (id instanceof String text && !text.isEmpty() && !ids.contains(text)) {
            ids.add(text);
            if (ids.size() > KEPT) {
                ids.remove(1);
            }
        }
    }
}
