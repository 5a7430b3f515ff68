package io.mmp.test.feast;

import io.mmp.test.feast.embedded.EmbeddedFeast;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A feature store that runs for a test, and what ends it. */
record RunningStore(FeatureStore store, Runnable end) implements AutoCloseable {

    static final String PARAMETER = "mmp.feast.server";

    static RunningStore start(IsolatedFeast.Server kind, ExtensionContext context) {
        return switch (kind == IsolatedFeast.Server.DEFAULT ? configured(context) : kind) {
            case DEFAULT, EMBEDDED -> embedded();
            case PROCESS -> process();
        };
    }

    private static IsolatedFeast.Server configured(ExtensionContext context) {
        String value = context.getConfigurationParameter(PARAMETER).orElse("EMBEDDED");
        return Arrays.stream(IsolatedFeast.Server.values())
                .filter(kind ->
                        kind != IsolatedFeast.Server.DEFAULT && kind.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "%s is '%s', but must be EMBEDDED or PROCESS.".formatted(PARAMETER, value)));
    }

    private static RunningStore embedded() {
        EmbeddedFeast feast = EmbeddedFeast.start();
        return new RunningStore(feast, feast::close);
    }

    private static RunningStore process() {
        throw new ExtensionConfigurationException(
                "@IsolatedFeast(server = PROCESS) needs a feature store that runs real Feast, and there is none on this class path.");
    }

    @Override
    public void close() {
        end.run();
    }
}
