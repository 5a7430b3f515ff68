package io.mmp.test.mlflow.gateway;

import java.net.URI;
import java.util.function.Supplier;

/**
 * Where a gateway leads to while a test, or a class of tests, runs.
 *
 * @param place the unique id of what the server belongs to: that of a class is the beginning of those of its tests
 * @param name what to call that in messages
 * @param server starts the server at the first call and returns its address
 * @since 0.1.0
 */
public record Lead(String place, String name, Supplier<URI> server) {

    /** Tell whether this is the same place as another one, or lies in it. */
    boolean isWithin(Lead other) {
        return place.equals(other.place) || place.startsWith(other.place + "/");
    }
}
