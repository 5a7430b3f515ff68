package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/** A data set that runs of an experiment read; name and digest identify it. */
record Dataset(String name, String digest, String sourceType, String source, String schema, String profile) {

    /** The tag of an input that says what the data set was read for, such as training. */
    static final String CONTEXT_TAG = "mlflow.data.context";

    /** The fields of a request. */
    static final Schema SCHEMA = Schema.of(
            Field.string("name"),
            Field.string("digest"),
            Field.string("source_type"),
            Field.string("source"),
            Field.string("schema"),
            Field.string("profile"));

    /** Read and check a data set of a request. */
    static Dataset of(Message message) {
        Validation.length("name", 500, message.string("name"));
        Validation.length("digest", 36, message.string("digest"));
        Validation.length("source", 65_535, message.string("source"));
        Validation.length("schema", 1_048_575, message.string("schema"));
        Validation.length("profile", 16_777_215, message.string("profile"));
        return new Dataset(
                message.string("name"),
                message.string("digest"),
                message.string("source_type"),
                message.string("source"),
                message.string("schema"),
                message.string("profile"));
    }

    /** Tell whether this is the same data set as another, whatever else is said about it. */
    boolean isSameAs(Dataset other) {
        return name.equals(other.name) && digest.equals(other.digest);
    }

    /** Return the data set as it goes over the wire. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("digest", digest);
        tree.put("source_type", sourceType);
        tree.put("source", source);
        Trees.putUnlessEmpty(tree, "schema", schema);
        Trees.putUnlessEmpty(tree, "profile", profile);
        return tree;
    }
}
