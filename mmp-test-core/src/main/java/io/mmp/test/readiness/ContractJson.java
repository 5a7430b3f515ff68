package io.mmp.test.readiness;

import io.mmp.test.json.JsonReader;
import io.mmp.test.readiness.ContractNode.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a JSON file as a contract; it needs no library, and knows no lines. */
final class ContractJson {

    private ContractJson() {}

    static ContractNode read(Path file) {
        try {
            return node("", Place.of(file.toString()), JsonReader.readDistinct(FileText.read(file)));
        } catch (IllegalArgumentException e) {
            throw new ReadinessException("%s is not JSON: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private static ContractNode node(String path, Place place, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<String, ContractNode> members = new LinkedHashMap<>();
            object.forEach((key, member) -> {
                String name = String.valueOf(key);
                members.put(name, node(ContractNode.path(path, name), place, member));
            });
            return ContractNode.mapping(path, place, members);
        }
        if (value == null) {
            return ContractNode.of(path, place, Kind.NOTHING);
        }
        return value instanceof List<?>
                ? ContractNode.of(path, place, Kind.LIST)
                : ContractNode.text(path, place, value.toString());
    }
}
