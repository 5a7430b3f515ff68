package io.mmp.test.feast;

import io.mmp.test.extension.OwningStore;
import io.mmp.test.failure.Evidence;
import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.process.FeastInstallation;
import io.mmp.test.feast.process.FeastProcesses;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.process.RealFeast;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A feature store that runs for a test, what ends it, and what it leaves when the test fails. */
record RunningStore(FeatureStore store, Runnable end, Evidence evidence) implements AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(RunningStore.class);

    static final String PARAMETER = "mmp.feast.server";

    static RunningStore start(IsolatedFeast.Server kind, @Nullable FeastStores chosen, ExtensionContext context) {
        IsolatedFeast.Server server = kind == IsolatedFeast.Server.DEFAULT ? configured(context) : kind;
        FeastStores stores = chosen == null ? FeastStores.from(context::getConfigurationParameter) : chosen;
        return switch (server) {
            case DEFAULT, EMBEDDED -> embedded(stores);
            case PROCESS -> process(stores, context);
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

    private static RunningStore embedded(FeastStores stores) {
        EmbeddedFeast feast = EmbeddedFeast.start(stores);
        return new RunningStore(feast, feast::close, new StoreEvidence(feast, "EMBEDDED", feast::views, () -> ""));
    }

    private static RunningStore process(FeastStores stores, ExtensionContext context) {
        RealFeast feast = OwningStore.of(context.getRoot(), NAMESPACE)
                .getOrStart(
                        FeastProcesses.class,
                        FeastProcesses.class,
                        () -> new FeastProcesses(FeastInstallation.ensure(context::getConfigurationParameter)))
                .create(stores);
        return new RunningStore(feast, feast::close, new StoreEvidence(feast, "PROCESS", feast::views, feast::log));
    }

    /** Declare these views, and end the store if it refuses them. */
    RunningStore withViews(FeatureView... views) {
        try {
            if (views.length > 0) {
                store.apply(views);
            }
            return this;
        } catch (RuntimeException e) {
            try {
                close();
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
