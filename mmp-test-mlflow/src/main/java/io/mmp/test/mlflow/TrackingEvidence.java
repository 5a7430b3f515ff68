package io.mmp.test.mlflow;

import io.mmp.test.failure.Evidence;
import io.mmp.test.mlflow.client.RunListing;
import io.mmp.test.mlflow.failure.RunFiles;
import io.mmp.test.mlflow.failure.RunsText;
import io.mmp.test.mlflow.state.MlflowState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a failed test finds in its tracking server: the runs, of a shared server those of its own experiment alone, and the output. */
record TrackingEvidence(TrackingServer server) implements Evidence {

    /** Larger ones are beside the state, which has their size and digest. */
    private static final long MAX_ARTIFACT = 1 << 16;

    @Override
    public String name() {
        return "mlflow";
    }

    @Override
    public String title() {
        return "MLflow server at %s (%s)".formatted(address(), server.kind());
    }

    @Override
    public Optional<URI> uri() {
        return Optional.of(address());
    }

    /** Return the address without user and password. */
    private URI address() {
        URI uri = server.uri();
        return uri.getRawUserInfo() == null ? uri : URI.create(uri.toString().replace(uri.getRawUserInfo() + "@", ""));
    }

    @Override
    public String content() {
        String runs = RunsText.of(listing(RunsText.most()));
        Map<String, Long> unknown = server.unsupportedCalls().get();
        return unknown.isEmpty() ? runs : runs + "\n  calls that the embedded server does not know: " + unknown;
    }

    @Override
    public String log() {
        return server.log().get();
    }

    @Override
    public void save(Path directory) throws IOException {
        RunListing listing = listing(RunFiles.most());
        RunFiles.write(listing, address(), directory);
        if (server.ownExperiment().isEmpty() && !listing.hasMore()) {
            MlflowState.of(server.uri())
                    .withArtifactsUpTo(MAX_ARTIFACT)
                    .withoutSecrets()
                    .writeTo(directory.resolve("state.json"));
        }
    }

    private RunListing listing(int most) {
        return RunListing.read(server.uri(), server.ownExperiment(), most);
    }
}
