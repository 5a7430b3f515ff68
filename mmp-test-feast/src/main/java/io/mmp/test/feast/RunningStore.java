package io.mmp.test.feast;

import io.mmp.test.extension.OwningStore;
import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.process.FeastInstallation;
import io.mmp.test.feast.process.FeastProcesses;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.process.RealFeast;
import io.mmp.test.feast.store.FeatureStore;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A feature store that runs for a test, and what ends it. */
record RunningStore(FeatureStore store, Runnable end) implements AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(RunningStore.class);

    static final String PARAMETER = "mmp.feast.server";

    static RunningStore start(IsolatedFeast.Server kind, ExtensionContext context) {
        return switch (kind == IsolatedFeast.Server.DEFAULT ? configured(context) : kind) {
            case DEFAULT, EMBEDDED -> embedded(context);
            case PROCESS -> process(context);
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

    private static RunningStore embedded(ExtensionContext context) {
        EmbeddedFeast feast = EmbeddedFeast.start(FeastStores.from(context::getConfigurationParameter));
        return new RunningStore(feast, feast::close);
    }

    private static RunningStore process(ExtensionContext context) {
        RealFeast feast = OwningStore.of(context.getRoot(), NAMESPACE)
                .getOrStart(
                        FeastProcesses.class,
                        FeastProcesses.class,
                        () -> new FeastProcesses(FeastInstallation.ensure(context::getConfigurationParameter)))
                .create(FeastStores.from(context::getConfigurationParameter));
        return new RunningStore(feast, feast::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
