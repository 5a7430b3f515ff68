package io.mmp.test.webhook;

import io.mmp.test.json.JsonReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which alerts a delivery brings: two deliveries of the same alert are a duplicate, whatever else differs in them.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AlertIdentity {

    /** Return the identities of the alerts in a delivery, none if it has none. */
    List<String> of(Delivery delivery);

    /** Take the value of a header, such as {@code Idempotency-Key}. */
    static AlertIdentity ofHeader(String name) {
        return delivery -> delivery.header(name).stream().toList();
    }

    /**
     * Take a field of a JSON body, such as {@code id}, {@code labels.alertname} or, of the alerts that Alertmanager sends together,
     * {@code alerts.fingerprint}: of a list each element counts.
     */
    static AlertIdentity ofField(String path) {
        List<String> names = Arrays.asList(path.split("\\.", -1));
        return delivery -> {
            try {
                return values(JsonReader.read(delivery.body()), names)
                        .map(String::valueOf)
                        .toList();
            } catch (IllegalArgumentException noJson) {
                return List.of();
            }
        };
    }

    /** Take the whole body. */
    static AlertIdentity ofBody() {
        return delivery -> List.of(delivery.body());
    }

    private static Stream<Object> values(@Nullable Object tree, List<String> path) {
        if (tree instanceof List<?> elements) {
            return elements.stream().flatMap(element -> values(element, path));
        }
        if (path.isEmpty()) {
            return Stream.ofNullable(tree);
        }
        return tree instanceof Map<?, ?> members
                ? values(members.get(path.get(0)), path.subList(1, path.size()))
                : Stream.empty();
    }
}
