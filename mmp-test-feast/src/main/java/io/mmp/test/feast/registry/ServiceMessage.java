package io.mmp.test.feast.registry;

import feast.proto.core.FeatureProto.FeatureSpecV2;
import feast.proto.core.FeatureReferenceProto.FeatureViewProjection;
import feast.proto.core.FeatureServiceProto.FeatureServiceSpec;
import io.mmp.test.feast.view.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a registry says of a feature service. */
record ServiceMessage(FeatureServiceSpec spec) {

    /** The field of feast.core.FeatureViewProjection in Feast 0.67. */
    private static final int VERSION_TAG = 10;

    /** Return what it takes of these views; of others it takes nothing, and that is noted. */
    List<Projection> projections(Map<String, RegisteredView> views, Map<String, String> leftOut) {
        List<Projection> projections = new ArrayList<>();
        for (FeatureViewProjection part : spec.getFeaturesList()) {
            List<String> features = new ArrayList<>();
            for (FeatureSpecV2 feature : part.getFeatureColumnsList()) {
                Optional<String> obstacle = obstacle(part, feature.getName(), views, leftOut);
                if (obstacle.isEmpty()) {
                    features.add(feature.getName());
                } else {
                    leftOut.put(
                            "%s/%s:%s".formatted(spec.getName(), part.getFeatureViewName(), feature.getName()),
                            obstacle.get());
                }
            }
            if (!features.isEmpty()) {
                OptionalInt version = Unknown.optionalNumber(part.getUnknownFields(), VERSION_TAG);
                projections.add(new Projection(
                        part.getFeatureViewName(),
                        part.getFeatureViewNameAlias(),
                        version,
                        part.getJoinKeyMapMap(),
                        List.copyOf(features)));
            }
        }
        return List.copyOf(projections);
    }

    private static Optional<String> obstacle(
            FeatureViewProjection part,
            String feature,
            Map<String, RegisteredView> views,
            Map<String, String> leftOut) {
        String name = part.getFeatureViewName();
        RegisteredView view = views.get(name);
        if (view == null) {
            return Optional.of(leftOut.getOrDefault(name, "the registry has no feature view '%s'.".formatted(name)));
        }
        boolean known = view.versions().values().stream()
                .flatMap(version -> version.features().stream())
                .map(Field::name)
                .anyMatch(feature::equals);
        return known
                ? Optional.empty()
                : Optional.of(
                        leftOut.getOrDefault(name + ":" + feature, "view '%s' has no such feature.".formatted(name)));
    }
}
