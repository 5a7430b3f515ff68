package io.mmp.test.mlflow.gateway;

/** A request that no server can be found for. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
