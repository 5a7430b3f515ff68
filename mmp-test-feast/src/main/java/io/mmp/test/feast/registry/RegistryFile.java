package io.mmp.test.feast.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import feast.proto.core.DataSourceProto.DataSource;
import feast.proto.core.FeatureProto.FeatureSpecV2;
import feast.proto.core.FeatureServiceProto.FeatureService;
import feast.proto.core.FeatureViewProto.FeatureViewSpec;
import feast.proto.core.RegistryProto.Registry;
import io.mmp.test.feast.FeastException;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads registry files: {@code feast.core.Registry} messages, in which Feast 0.67 has fields that the Feast Java SDK does not know. */
final class RegistryFile {

    /** The only one that Feast has ever written. */
    private static final String SCHEMA_VERSION = "1";

    private RegistryFile() {}

    static FeatureRegistry read(Path file, String project) {
        Registry registry = parse(file);
        if (!registry.getRegistrySchemaVersion().equals(SCHEMA_VERSION)) {
            throw new FeastException(
                    "Registry %s is of schema version '%s', but only version '%s' can be read. Write it with Feast 0.67."
                            .formatted(file, registry.getRegistrySchemaVersion(), SCHEMA_VERSION));
        }
        List<FeatureView> views = registry.getFeatureViewsList().stream()
                .map(view -> view.getSpec())
                .filter(spec -> spec.getProject().equals(project))
                .map(RegistryFile::view)
                .toList();
        if (views.isEmpty()) {
            throw new FeastException("Registry %s has no feature views in project '%s'; it has projects %s."
                    .formatted(file, project, projects(registry)));
        }
        Map<String, List<String>> services = registry.getFeatureServicesList().stream()
                .filter(service -> service.getSpec().getProject().equals(project))
                .collect(Collectors.toMap(service -> service.getSpec().getName(), RegistryFile::features));
        return new FeatureRegistry(project, views, services);
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
        return registry.getFeatureViewsList().stream()
                .map(view -> view.getSpec().getProject())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static FeatureView view(FeatureViewSpec spec) {
        DataSource source = spec.getBatchSource();
        String created = source.getCreatedTimestampColumn();
        return new FeatureView(
                spec.getName(),
                spec.getEntityColumnsList().stream()
                        .filter(key -> !key.getName().equals(FeatureRegistry.NO_ENTITY))
                        .map(RegistryFile::field)
                        .toList(),
                spec.getFeaturesList().stream().map(RegistryFile::field).toList(),
                source.getTimestampField(),
                created.isEmpty() ? null : created,
                Duration.ofNanos(Durations.toNanos(spec.getTtl())),
                source.getFieldMappingMap());
    }

    private static Field field(FeatureSpecV2 spec) {
        return new Field(spec.getName(), ProtoValues.typeOf(spec.getValueTypeValue()));
    }

    private static List<String> features(FeatureService service) {
        return service.getSpec().getFeaturesList().stream()
                .flatMap(projection -> projection.getFeatureColumnsList().stream()
                        .map(feature -> projection.getFeatureViewName() + ":" + feature.getName()))
                .toList();
    }
}
