package io.mmp.test.mlflow.state;

/** A place in a state, as a JSON pointer (RFC 6901) says it. */
record StatePlace(String state, String pointer) {

    StatePlace below(Object nameOrIndex) {
        String escaped = String.valueOf(nameOrIndex).replace("~", "~0").replace("/", "~1");
        return new StatePlace(state, pointer + "/" + escaped);
    }

    /** Create the complaint about what is at this place. */
    MlflowStateException problem(String found) {
        return MlflowStateException.at(state, pointer, found);
    }
}
