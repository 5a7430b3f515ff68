package io.mmp.test.gateway;

import io.mmp.test.fixture.Ownership;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where a gateway leads to while a test, or a class of tests, runs.
 *
 * @param place the unique id of what the target belongs to: that of a class is the beginning of those of its tests
 * @param name what to call that in messages
 * @param target starts the target at the first call and returns it
 * @param <T> what requests are sent to, such as the address of a server
 * @since 0.1.0
 */
public record Lead<T>(String place, String name, Supplier<T> target) {

    /** Lead to this of what runs for a test. */
    static <R, T> Lead<T> to(Ownership<R> owned, Function<? super R, ? extends T> target) {
        ExtensionContext owner = owned.owner();
        return new Lead<>(
                owner.getUniqueId(),
                nameOf(owner),
                () -> target.apply(owned.running().get()));
    }

    /** Tell whether this is the same place as another one, or lies in it. */
    boolean isWithin(Lead<T> other) {
        return place.equals(other.place) || place.startsWith(other.place + "/");
    }

    private static String nameOf(ExtensionContext owner) {
        return owner.getRequiredTestClass().getName()
                + owner.getTestMethod()
                        .map(method -> "." + method.getName() + "()")
                        .orElse("");
    }
}
