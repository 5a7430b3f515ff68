package io.mmp.test.mlflow.client;

import io.mmp.test.Internal;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads all that a server has over its REST interface, record by record, so that what it has may be larger than memory.
 *
 * @since 0.1.0
 */
@Internal
public final class ServerExport {

    private final TrackingExport tracking;
    private final RegistryExport registry;

    private ServerExport(TrackingExport tracking, RegistryExport registry) {
        this.tracking = tracking;
        this.registry = registry;
    }

    /**
     * Read from the server of a tracking URI; nothing is sent yet.
     *
     * @param maxArtifact the size up to which a file is read as a whole, in bytes; negative if files are left out
     */
    public static ServerExport at(URI trackingUri, long maxArtifact) {
        MlflowRest rest = MlflowRest.at(trackingUri);
        return new ServerExport(
                new TrackingExport(rest, new ArtifactExport(rest, maxArtifact)), new RegistryExport(rest));
    }

    /** Return the experiments by their ids, also those that are deleted. */
    public Stream<Map<String, Object>> experiments() {
        return tracking.experiments().map(ExportedRecord::tree);
    }

    /** Return the runs of each experiment by the time of their start, also those that are deleted. */
    public Stream<Map<String, Object>> runs() {
        return tracking.runs().map(ExportedRecord::tree);
    }

    /** Return the logged models of each experiment; a server does not tell of those that are deleted. */
    public Stream<Map<String, Object>> loggedModels() {
        return tracking.loggedModels().map(ExportedRecord::tree);
    }

    /** Return the registered models by name, and then the prompts. */
    public Stream<Map<String, Object>> registeredModels() {
        return registry.models().map(ExportedRecord::tree);
    }

    /** Return the versions of the registered models by name and number, and then those of the prompts. */
    public Stream<Map<String, Object>> modelVersions() {
        return registry.versions().map(ExportedRecord::tree);
    }
}
