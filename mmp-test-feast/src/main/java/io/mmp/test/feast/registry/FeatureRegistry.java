package io.mmp.test.feast.registry;

import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Feast project declares: its feature views and feature services.
 *
 * <p>A view that cannot be served here costs that view only: what is left out, and why, is in {@link #leftOut()}, in the log, and in
 * the answer to who asks for it. On-demand views are left out, because only Feast's Python servers compute them.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1
 */
public final class FeatureRegistry {

    /** The join key, always empty, by which Feast stores and finds the one row of a view without join keys. */
    public static final String NO_ENTITY = "__dummy_id";

    private final RegisteredViews views;
    private final Map<String, List<Projection>> services;

    FeatureRegistry(RegisteredViews views, Map<String, List<Projection>> services) {
        this.views = views;
        this.services = services;
    }

    /** Declare a project of these views. */
    public static FeatureRegistry of(String project, List<FeatureView> views) {
        Map<String, RegisteredView> registered = new LinkedHashMap<>();
        views.forEach(view -> registered.put(view.name(), RegisteredView.of(view)));
        return new FeatureRegistry(new RegisteredViews(project, registered, Map.of(), false), Map.of());
    }

    /**
     * Read the views and services of a project from the registry file that {@code feast apply} wrote.
     *
     * @throws FeastException if there is no such file, it is no registry, is of another schema version, or has no such project
     */
    public static FeatureRegistry read(Path file, String project) {
        return RegistryFile.read(file, project);
    }

    /** Return a copy with this feature service, of features named {@code view:feature}. */
    public FeatureRegistry withService(String name, String... references) {
        List<Projection> projections = select(references).entrySet().stream()
                .map(selected -> new Projection(
                        selected.getKey().name(), "", OptionalInt.empty(), Map.of(), selected.getValue()))
                .toList();
        Map<String, List<Projection>> all = new LinkedHashMap<>(services);
        all.put(name, projections);
        return new FeatureRegistry(views, all);
    }

    /**
     * Return a copy for a project whose {@code feature_store.yaml} says {@code enable_online_feature_view_versioning: true}, so that the
     * online store has the values of each version of a view under a name of their own. The registry file does not say so itself.
     */
    public FeatureRegistry withOnlineVersions() {
        return new FeatureRegistry(views.withOnlineVersions(), services);
    }

    /** Return the name of the project. */
    public String project() {
        return views.project();
    }

    /** Return its feature views that can be served, stream feature views among them, in their current versions. */
    public List<FeatureView> views() {
        return views.current();
    }

    /** Return for each of its feature services the features that can be served, named {@code view:feature}. */
    public Map<String, List<String>> services() {
        return services.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        service -> service.getValue().stream()
                                .flatMap(part -> part.features().stream().map(feature -> part.name() + ":" + feature))
                                .toList()));
    }

    /**
     * Return what is not served, and why: by the name of a view, of a feature as {@code view:feature}, or of a feature of a service as
     * {@code service/view:feature}.
     */
    public Map<String, String> leftOut() {
        return views.leftOut();
    }

    /** Return what of this feature service is not served, and why: by the names of the features as {@code view:feature}. */
    public Map<String, String> leftOutOf(String service) {
        Map<String, String> missing = new TreeMap<>();
        leftOut().forEach((name, reason) -> {
            if (name.startsWith(service + "/")) {
                missing.put(name.substring(service.length() + 1), reason);
            }
        });
        return missing;
    }

    /**
     * Return the view that a request names.
     *
     * @param name the name of a view, or of a version of it as {@code view@v2}
     * @throws FeastException if Feast refuses it, in Feast's words, or it is left out here, with the reason
     */
    public ServedView view(String name) {
        return views.serve(name);
    }

    /**
     * Return the views of a feature service, each with the names of its features.
     *
     * @throws FeastException if there is no such service, or Feast refuses a view of it, in Feast's words
     */
    public Map<ServedView, List<String>> service(String name) {
        List<Projection> projections = services.get(name);
        if (projections == null) {
            throw new FeastException("Feature service %s does not exist in project %s".formatted(name, project()));
        }
        Map<ServedView, List<String>> served = new LinkedHashMap<>();
        for (Projection part : projections) {
            served.merge(
                    views.serve(part),
                    part.features(),
                    (first, second) -> Stream.concat(first.stream(), second.stream())
                            .distinct()
                            .toList());
        }
        return served;
    }

    /**
     * Return the view under the name that an online store has it under if its project has online versions and this registry was not
     * told so; a store that has values there would serve old ones.
     */
    public Optional<FeatureView> untold(ServedView served) {
        return views.untold(served);
    }

    /**
     * Return the features of these references by their views.
     *
     * @param references features named {@code view:feature}
     * @throws FeastException if one is not written so, or there is no such view or feature
     */
    public Map<FeatureView, List<String>> select(String... references) {
        Map<FeatureView, List<String>> selected = new LinkedHashMap<>();
        for (String reference : references) {
            int colon = reference.indexOf(':');
            if (colon < 0) {
                throw new FeastException(
                        "Feature '%s' is named without its view. Write it as 'view:feature'.".formatted(reference));
            }
            String feature = reference.substring(colon + 1);
            FeatureView view = views.declared(reference.substring(0, colon));
            List<String> names = view.features().stream().map(Field::name).toList();
            if (!names.contains(feature)) {
                throw new FeastException("View '%s' has no feature '%s'; it has %s.%s"
                        .formatted(
                                view.name(), feature, names, because(leftOut().get(reference))));
            }
            selected.computeIfAbsent(view, absent -> new ArrayList<>()).add(feature);
        }
        return selected;
    }

    private static String because(@Nullable String reason) {
        return reason == null ? "" : " It is left out: " + reason;
    }
}
