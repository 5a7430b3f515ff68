package io.mmp.test.feast.serving;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.registry.ServedView;
import io.mmp.test.feast.store.FeastException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the features that a request names; what {@code feast listen} 0.67 refuses is refused with its status and in its words. */
record FeatureCatalog(FeatureRegistry registry) {

    /** Return the features of a feature service. */
    List<FeatureRef> service(String name) {
        Map<ServedView, List<String>> views;
        try {
            views = registry.service(name);
        } catch (FeastException e) {
            throw registry.services().containsKey(name)
                    ? refusal(message(e))
                    : Status.INTERNAL.withDescription(e.getMessage()).asRuntimeException();
        }
        if (views.isEmpty()) {
            throw Status.UNIMPLEMENTED
                    .withDescription("Nothing of feature service '%s' is served here: %s"
                            .formatted(name, registry.leftOutOf(name)))
                    .asRuntimeException();
        }
        return views.entrySet().stream()
                .flatMap(view -> view.getValue().stream().map(feature -> new FeatureRef(view.getKey(), feature)))
                .toList();
    }

    /** Return the features of these references. */
    List<FeatureRef> references(List<String> references) {
        if (references.isEmpty()) {
            throw refusal("No features specified for retrieval");
        }
        return references.stream().map(this::resolve).toList();
    }

    /** Refuse features of which two have one name in the response. */
    static void requireDistinct(List<FeatureRef> features, FeatureNames names) {
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
        ServedView view = view(name);
        if (view.view().features().stream().noneMatch(field -> field.name().equals(feature))) {
            String reason = registry.leftOut().get(view.view().name() + ":" + feature);
            throw reason == null
                    ? refusal("'Feature %s not found in projection %s'".formatted(feature, view.name()))
                    : Status.UNIMPLEMENTED
                            .withDescription("Feature '%s' is not served here: %s".formatted(reference, reason))
                            .asRuntimeException();
        }
        return new FeatureRef(view, feature);
    }

    private ServedView view(String name) {
        try {
            return registry.view(name);
        } catch (FeastException e) {
            throw registry.leftOut().containsKey(name)
                    ? Status.UNIMPLEMENTED.withDescription(e.getMessage()).asRuntimeException()
                    : refusal(message(e));
        }
    }

    private static String message(FeastException e) {
        return Objects.requireNonNull(e.getMessage());
    }

    private static StatusRuntimeException refusal(String message) {
        return Status.UNKNOWN
                .withDescription("Exception calling application: " + message)
                .asRuntimeException();
    }
}
