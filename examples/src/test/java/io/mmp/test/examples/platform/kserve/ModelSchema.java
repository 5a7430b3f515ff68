package io.mmp.test.examples.platform.kserve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a model takes, read from LightGBM's own text.
 *
 * @param features the names of the columns, in their order
 */
record ModelSchema(List<String> features) {

    static ModelSchema read(Path model) throws IOException {
        return new ModelSchema(Files.readAllLines(model).stream()
                .filter(line -> line.startsWith("feature_names="))
                .map(line -> List.of(line.substring("feature_names=".length()).split(" ")))
                .findFirst()
                .orElseThrow(() -> new IOException(model + " has no feature_names=")));
    }
}
