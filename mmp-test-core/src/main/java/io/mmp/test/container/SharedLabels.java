package io.mmp.test.container;

import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/**
 * Labels without the one by which Ryuk removes what a JVM has started when that JVM ends.
 *
 * <p>Testcontainers adds it after every modifier of the command has run, to the map that it finds there.
 */
final class SharedLabels extends HashMap<String, String> {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String put(String name, String value) {
        return name.equals(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL) ? null : super.put(name, value);
    }

    @Override
    public void putAll(Map<? extends String, ? extends String> labels) {
        labels.forEach(this::put);
    }
}
