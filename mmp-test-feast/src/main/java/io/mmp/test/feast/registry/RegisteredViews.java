package io.mmp.test.feast.registry;

import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The views of a registry, found as {@code feast listen} 0.67 finds them and refused in its words.
 *
 * @param project names the project
 * @param views those that can be served, by their names
 * @param leftOut those that cannot, and features that cannot, with the reason
 * @param onlineVersions whether the online store has the values of each version of a view under a name of their own
 */
record RegisteredViews(
        String project, Map<String, RegisteredView> views, Map<String, String> leftOut, boolean onlineVersions) {

    private static final Pattern VERSION = Pattern.compile("[vV]([0-9]{1,9})");

    RegisteredViews withOnlineVersions() {
        return new RegisteredViews(project, views, leftOut, true);
    }

    List<FeatureView> current() {
        return views.values().stream().map(RegisteredView::view).toList();
    }

    /** Find a view by its name, or by its name and version, {@code view@v2}. */
    ServedView serve(String reference) {
        int at = reference.indexOf('@');
        if (at < 0) {
            return current(reference);
        }
        String name = reference.substring(0, at);
        String version = reference.substring(at + 1);
        if (version.isEmpty() || version.toLowerCase(Locale.ROOT).equals("latest")) {
            return current(name);
        }
        Matcher number = VERSION.matcher(version);
        return number.matches()
                ? version(name, Integer.parseInt(number.group(1)), name + "@v" + number.group(1), Map.of())
                : current(reference);
    }

    /** Find the view of which a feature service takes this. */
    ServedView serve(Projection part) {
        if (part.version().isPresent()) {
            return version(part.view(), part.version().getAsInt(), part.name(), part.joinKeyMap());
        }
        // Feast forgets the version of a view that a service reads unpinned, and reads what the first version has
        // stored.
        return new ServedView(registered(part.view()).view(), part.name(), part.joinKeyMap(), part.view());
    }

    private ServedView current(String name) {
        RegisteredView registered = registered(name);
        return new ServedView(registered.view(), name, Map.of(), storedName(name, registered.version()));
    }

    private ServedView version(String name, int version, String servedName, Map<String, String> joinKeyMap) {
        if (!onlineVersions) {
            throw new FeastException(
                    "Version-qualified ref '%s@v%s' not supported: online versioning is disabled. Set 'enable_online_feature_view_versioning: true' under 'registry' in feature_store.yaml."
                            .formatted(name, version));
        }
        FeatureView view = registered(name).versions().get(version);
        if (view == null) {
            throw new FeastException(
                    "Version v%s of feature view %s does not exist in project %s".formatted(version, name, project));
        }
        return new ServedView(view, servedName, joinKeyMap, storedName(name, version));
    }

    private String storedName(String name, int version) {
        return onlineVersions ? versionedName(name, version) : name;
    }

    private static String versionedName(String name, int version) {
        return version > 0 ? name + "_v" + version : name;
    }

    Optional<FeatureView> untold(ServedView served) {
        RegisteredView registered = views.get(served.view().name());
        if (onlineVersions || registered == null || registered.version() == 0) {
            return Optional.empty();
        }
        String name = versionedName(served.view().name(), registered.version());
        return Optional.of(new ServedView(registered.view(), name, Map.of(), name).stored());
    }

    private RegisteredView registered(String name) {
        RegisteredView registered = views.get(name);
        if (registered == null) {
            throw new FeastException(Optional.ofNullable(leftOut.get(name))
                    .map(reason -> "Feature view '%s' is not served here: %s".formatted(name, reason))
                    .orElse("Feature view %s does not exist in project %s".formatted(name, project)));
        }
        if (!registered.refusal().isEmpty()) {
            throw new FeastException(registered.refusal());
        }
        return registered;
    }

    /** Return the current declaration of this view, whether or not it is served. */
    FeatureView declared(String name) {
        RegisteredView registered = views.get(name);
        if (registered == null) {
            throw new FeastException("There is no feature view '%s'; there are %s. %s"
                    .formatted(
                            name,
                            current().stream().map(FeatureView::name).toList(),
                            Optional.ofNullable(leftOut.get(name))
                                    .map("It is left out: %s"::formatted)
                                    .orElse("Apply it first.")));
        }
        return registered.view();
    }
}
