package io.mmp.test.readiness;

/**
 * A request that was sent.
 *
 * @param path without its query
 * @param status what it was answered with
 */
record EndpointCall(String method, String path, int status) {

    EndpointCall {
        int query = path.indexOf('?');
        path = query < 0 ? path : path.substring(0, query);
        path = path.isEmpty() ? "/" : path;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
