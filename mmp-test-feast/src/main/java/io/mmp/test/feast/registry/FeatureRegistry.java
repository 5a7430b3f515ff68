package io.mmp.test.feast.registry;

import io.mmp.test.feast.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Feast project declares.
 *
 * @param project names the project
 * @param views its feature views
 * @param services for each of its feature services the features, named {@code view:feature}
 */
public record FeatureRegistry(String project, List<FeatureView> views, Map<String, List<String>> services) {

    /** The join key, always empty, by which Feast stores and finds the one row of a view without join keys. */
    public static final String NO_ENTITY = "__dummy_id";

    /** Copy the declarations. */
    public FeatureRegistry {
        views = List.copyOf(views);
        services = Map.copyOf(services);
    }

    /**
     * Read the views and services of a project from the registry file that {@code feast apply} wrote.
     *
     * <p>On-demand and stream feature views are left out, and so are aliases and join-key maps of feature services.
     *
     * @throws FeastException if there is no such file, it is no registry, is of another schema version, or has no such project
     */
    public static FeatureRegistry read(Path file, String project) {
        return RegistryFile.read(file, project);
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
            FeatureView view = view(reference.substring(0, colon));
            List<String> names = view.features().stream().map(Field::name).toList();
            if (!names.contains(feature)) {
                throw new FeastException(
                        "View '%s' has no feature '%s'; it has %s.".formatted(view.name(), feature, names));
            }
            selected.computeIfAbsent(view, absent -> new ArrayList<>()).add(feature);
        }
        return selected;
    }

    private FeatureView view(String name) {
        return views.stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new FeastException("There is no feature view '%s'; there are %s. Apply it first."
                        .formatted(name, views.stream().map(FeatureView::name).toList())));
    }
}
