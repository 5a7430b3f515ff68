package io.mmp.test.mlflow;

import io.mmp.test.extension.OwningStore;
import io.mmp.test.mlflow.IsolatedMlflow.Server;
import io.mmp.test.mlflow.client.RequiredModule;
import io.mmp.test.mlflow.container.MlflowContainer;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.process.MlflowProcess;
import io.mmp.test.mlflow.process.MlflowProcesses;
import io.mmp.test.mlflow.state.MlflowState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.mlflow.tracking.MlflowClient;

/**
 * Where a test logs to: an address, an experiment that is its own, the variables for a subprocess, and what ends both.
 *
 * @param kind what runs it, in a word
 * @param log what it has written so far
 * @param unsupportedCalls how often the embedded server was asked what it does not know
 */
record TrackingServer(
        URI uri,
        String experimentId,
        Map<String, String> environment,
        Runnable end,
        String kind,
        Supplier<String> log,
        Supplier<Map<String, Long>> unsupportedCalls)
        implements AutoCloseable {

    private static final String EMBEDDED = "EMBEDDED";
    private static final String SHARED = "shared";

    private static final Logger LOG = System.getLogger(TrackingServer.class.getName());

    static final String PARAMETER = "mmp.mlflow.server";

    private static final String IMAGE = "mmp.mlflow.image";

    private static final Pattern URI_OF_A_SERVER = Pattern.compile("https?://[^/]+.*");

    private static final Namespace NAMESPACE = Namespace.create(TrackingServer.class);

    static TrackingServer start(ServerChoice choice, ExtensionContext context) {
        if (choice.state() != null && choice.kind() != Server.EMBEDDED && choice.kind() != Server.DEFAULT) {
            throw stateNeedsEmbedded(choice.state(), "server is " + choice.kind());
        }
        if (choice.uri() != null) {
            return at(choice.uri());
        }
        return switch (choice.kind()) {
            case EMBEDDED -> embedded(choice.state());
            case PROCESS -> process(context);
            case CONTAINER -> container(choice.image(), context);
            case DEFAULT ->
                configured(
                        choice.state(),
                        context.getConfigurationParameter(PARAMETER).orElse(EMBEDDED),
                        context);
        };
    }

    /** Begin to load an embedded server, if that is what the tests of a class get. */
    static void prepare(Server kind, ExtensionContext context) {
        boolean isConfigured = kind == Server.DEFAULT
                && context.getConfigurationParameter(PARAMETER).orElse(EMBEDDED).equals(EMBEDDED);
        if (kind == Server.EMBEDDED || isConfigured) {
            EmbeddedMlflow.prepare();
        }
    }

    private static ExtensionConfigurationException stateNeedsEmbedded(MlflowState state, String found) {
        return new ExtensionConfigurationException(
                "The %s needs an embedded server, because a real one gives ids of its own, but %s. Say server = EMBEDDED beside it, or leave out the state."
                        .formatted(state, found));
    }

    private static TrackingServer configured(@Nullable MlflowState state, String value, ExtensionContext context) {
        if (value.equals(EMBEDDED)) {
            return embedded(state);
        }
        if (state != null) {
            throw stateNeedsEmbedded(state, PARAMETER + " is '" + value + "'");
        }
        if (value.equals("PROCESS")) {
            return process(context);
        }
        if (value.equals("CONTAINER")) {
            return container(null, context);
        }
        if (URI_OF_A_SERVER.matcher(value).matches()) {
            return at(URI.create(value));
        }
        throw new ExtensionConfigurationException(
                "%s is '%s', but must be EMBEDDED, PROCESS, CONTAINER or a tracking URI such as http://127.0.0.1:5000."
                        .formatted(PARAMETER, value));
    }

    static TrackingServer embedded() {
        return embedded(null);
    }

    private static TrackingServer embedded(@Nullable MlflowState state) {
        RequiredModule.require("jdk.httpserver", "The embedded MLflow server");
        EmbeddedMlflow server = state == null ? EmbeddedMlflow.start() : EmbeddedMlflow.start(state);
        OwnExperiment experiment = state == null ? OwnExperiment.DEFAULT : OwnExperiment.of(state);
        Runnable end = () -> {
            server.close();
            if (!server.unsupportedCalls().isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "The embedded MLflow server does not know these calls: {0}",
                        server.unsupportedCalls());
            }
        };
        return own(server.uri(), experiment, end, EMBEDDED, () -> "", server::unsupportedCalls);
    }

    private static TrackingServer process(ExtensionContext context) {
        MlflowProcess server = OwningStore.of(context.getRoot(), NAMESPACE)
                .getOrStart(
                        MlflowProcesses.class,
                        MlflowProcesses.class,
                        () -> MlflowProcesses.from(context::getConfigurationParameter))
                .start();
        return own(server.uri(), OwnExperiment.DEFAULT, server::close, "PROCESS", server::log, Map::of);
    }

    private static TrackingServer container(@Nullable String image, ExtensionContext context) {
        try {
            MlflowContainer server = MlflowContainer.start(name ->
                    image != null && name.equals(IMAGE) ? Optional.of(image) : context.getConfigurationParameter(name));
            return own(server.uri(), OwnExperiment.DEFAULT, server::close, "CONTAINER", server::log, Map::of);
        } catch (NoClassDefFoundError e) {
            throw new ExtensionConfigurationException(
                    "An MLflow server in a container needs org.testcontainers:testcontainers 2.x on the class path of the tests.",
                    e);
        }
    }

    private static TrackingServer own(
            URI uri,
            OwnExperiment experiment,
            Runnable end,
            String kind,
            Supplier<String> log,
            Supplier<Map<String, Long>> unsupportedCalls) {
        Map<String, String> environment =
                ChildEnvironment.ofOwn(uri, experiment.id(), experiment.name(), System.getenv());
        return new TrackingServer(uri, experiment.id(), environment, end, kind, log, unsupportedCalls);
    }

    /** A server that others use too: what is logged without naming an experiment goes to one that is deleted in the end. */
    private static TrackingServer at(URI address) {
        URI uri = URI.create(address.toString().replaceAll("/+$", ""));
        try (MlflowClient client = new MlflowClient(uri.toString())) {
            String name = "mmp-test-" + UUID.randomUUID();
            String id = client.createExperiment(name);
            return new TrackingServer(
                    uri,
                    id,
                    ChildEnvironment.of(uri, id, name, System.getenv()),
                    () -> deleteExperiment(uri, id),
                    SHARED,
                    () -> "",
                    Map::of);
        }
    }

    private static void deleteExperiment(URI uri, String id) {
        try (MlflowClient client = new MlflowClient(uri.toString())) {
            client.deleteExperiment(id);
        }
    }

    /** Return the id of the only experiment that is the test's; empty of a server that is all its own. */
    Optional<String> ownExperiment() {
        return kind.equals(SHARED) ? Optional.of(experimentId) : Optional.empty();
    }

    @Override
    public void close() {
        end.run();
    }
}
