package io.mmp.test.mlflow.differential;

import java.util.Map;

/** Generates requests about one kind of resource, with the ids of what earlier requests made. */
interface Traffic {

    /** Return the next request. */
    Request next();

    /** Learn from the reference server's answer, such as the id of a new run. */
    void answered(Answer answer);

    /** Return a request that carries its fields as JSON, seldom bent. */
    static Request post(Draw draw, String endpoint, Map<String, ?> fields) {
        return Request.json("POST", endpoint, draw.bent(fields));
    }
}
