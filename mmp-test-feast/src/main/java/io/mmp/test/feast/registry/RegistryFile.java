package io.mmp.test.feast.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import feast.proto.core.OnDemandFeatureViewProto.OnDemandFeatureView;
import feast.proto.core.RegistryProto.Registry;
import io.mmp.test.feast.store.FeastException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads registry files: {@code feast.core.Registry} messages, in which Feast 0.67 has fields that the Feast Java SDK does not know. */
final class RegistryFile {

    /** The only one that Feast has ever written. */
    private static final String SCHEMA_VERSION = "1";

    private static final String ON_DEMAND = "on-demand feature views are computed by Feast's Python servers only.";

    private final Registry registry;
    private final String project;
    private final Map<String, String> leftOut = new TreeMap<>();

    private RegistryFile(Registry registry, String project) {
        this.registry = registry;
        this.project = project;
    }

    static FeatureRegistry read(Path file, String project) {
        Registry registry = parse(file);
        if (!registry.getRegistrySchemaVersion().equals(SCHEMA_VERSION)) {
            throw new FeastException(
                    "Registry %s is of schema version '%s', but only version '%s' can be read. Write it with Feast 0.67."
                            .formatted(file, registry.getRegistrySchemaVersion(), SCHEMA_VERSION));
        }
        Set<String> projects = projects(registry);
        if (!projects.contains(project)) {
            throw new FeastException("Registry %s has no feature views in project '%s'; it has projects %s."
                    .formatted(file, project, projects));
        }
        RegistryFile reading = new RegistryFile(registry, project);
        Map<String, RegisteredView> views = reading.views();
        Map<String, List<Projection>> services = reading.services(views);
        if (!reading.leftOut.isEmpty()) {
            System.getLogger(FeatureRegistry.class.getName())
                    .log(
                            Level.WARNING,
                            () -> "Of registry %s, project '%s', this is left out: %s"
                                    .formatted(file, project, reading.leftOut));
        }
        return new FeatureRegistry(
                new RegisteredViews(project, views, Map.copyOf(reading.leftOut), false), Map.copyOf(services));
    }

    private static Registry parse(Path file) {
        try {
            return Registry.parseFrom(Files.readAllBytes(file));
        } catch (InvalidProtocolBufferException e) {
            throw new FeastException("%s is no Feast registry.".formatted(file), e);
        } catch (IOException e) {
            throw new FeastException("Registry %s cannot be read.".formatted(file), e);
        }
    }

    private static Set<String> projects(Registry registry) {
        return Stream.of(
                        registry.getFeatureViewsList().stream()
                                .map(view -> view.getSpec().getProject()),
                        registry.getStreamFeatureViewsList().stream()
                                .map(view -> view.getSpec().getProject()),
                        registry.getOnDemandFeatureViewsList().stream()
                                .map(view -> view.getSpec().getProject()))
                .flatMap(names -> names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, RegisteredView> views() {
        Map<String, Map<Integer, ViewMessage>> history = VersionHistory.read(registry, project);
        Map<String, RegisteredView> views = new LinkedHashMap<>();
        Stream.concat(
                        registry.getFeatureViewsList().stream().map(ViewMessage::of),
                        registry.getStreamFeatureViewsList().stream().map(ViewMessage::of))
                .filter(message -> message.project().equals(project))
                .forEach(message -> {
                    try {
                        views.put(
                                message.name(),
                                message.register(history.getOrDefault(message.name(), Map.of()), leftOut));
                    } catch (IllegalArgumentException | ArithmeticException | FeastException e) {
                        leftOut.put(message.name(), String.valueOf(e.getMessage()));
                    }
                });
        for (OnDemandFeatureView view : registry.getOnDemandFeatureViewsList()) {
            if (view.getSpec().getProject().equals(project)) {
                leftOut.put(view.getSpec().getName(), ON_DEMAND);
            }
        }
        return views;
    }

    private Map<String, List<Projection>> services(Map<String, RegisteredView> views) {
        return registry.getFeatureServicesList().stream()
                .filter(service -> service.getSpec().getProject().equals(project))
                .collect(Collectors.toMap(
                        service -> service.getSpec().getName(),
                        service -> new ServiceMessage(service.getSpec()).projections(views, leftOut)));
    }
}
