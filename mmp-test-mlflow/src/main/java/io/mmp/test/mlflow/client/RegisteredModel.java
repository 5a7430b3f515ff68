package io.mmp.test.mlflow.client;

import static java.util.stream.Collectors.toMap;

import java.util.Map;

/**
 * Describes a registered model, as it was when it was read.
 *
 * @param aliases the version that each alias points to
 * @since 0.1.0
 */
public record RegisteredModel(String name, String description, Map<String, Integer> aliases, Map<String, String> tags) {

    /** Copy the maps, so that the record cannot be changed. */
    public RegisteredModel {
        aliases = Map.copyOf(aliases);
        tags = Map.copyOf(tags);
    }

    static RegisteredModel of(Json model) {
        return new RegisteredModel(
                model.text("name"),
                model.text("description"),
                model.objects("aliases").stream()
                        .collect(toMap(alias -> alias.text("alias"), alias -> (int) alias.number("version"))),
                model.entries("tags"));
    }

    /** Return {@code registered model 'name'}. */
    @Override
    public String toString() {
        return "registered model '%s'".formatted(name);
    }
}
