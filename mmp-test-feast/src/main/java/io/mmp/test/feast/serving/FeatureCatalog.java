package io.mmp.test.feast.serving;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.view.FeatureView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the features that a request names; what {@code feast listen} 0.67 refuses is refused with its status and in its words. */
record FeatureCatalog(FeatureRegistry registry) {

    /** Return the features of a feature service. */
    List<String> service(String name) {
        List<String> features = registry.services().get(name);
        if (features == null) {
            throw Status.INTERNAL
                    .withDescription(
                            "Feature service %s does not exist in project %s".formatted(name, registry.project()))
                    .asRuntimeException();
        }
        return features;
    }

    /** Return the features of these names, no two of which may have one name in the response. */
    List<FeatureRef> resolve(List<String> references, FeatureNames names) {
        if (references.isEmpty()) {
            throw refusal("No features specified for retrieval");
        }
        List<FeatureRef> features = references.stream().map(this::resolve).toList();
        Set<String> seen = new HashSet<>();
        String duplicates = features.stream()
                .map(names::of)
                .filter(name -> !seen.add(name))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!duplicates.isEmpty()) {
            throw refusal("Duplicate features named %s found.\nTo resolve this collision, %s"
                    .formatted(duplicates, names.advice()));
        }
        return features;
    }

    private FeatureRef resolve(String reference) {
        int colon = reference.indexOf(':');
        if (colon < 0) {
            throw refusal(
                    "Invalid feature reference '%s'. Expected format: '<feature_view>:<feature>' or '<feature_view>@<version>:<feature>'"
                            .formatted(reference));
        }
        String name = reference.substring(0, colon);
        String feature = reference.substring(colon + 1);
        FeatureView view = registry.views().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        refusal("Feature view %s does not exist in project %s".formatted(name, registry.project())));
        if (view.features().stream().noneMatch(field -> field.name().equals(feature))) {
            throw refusal("'Feature %s not found in projection %s'".formatted(feature, name));
        }
        return new FeatureRef(view, feature);
    }

    private static StatusRuntimeException refusal(String message) {
        return Status.UNKNOWN
                .withDescription("Exception calling application: " + message)
                .asRuntimeException();
    }
}
