package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Required;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.text.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what an assertion on historical features is to judge, and refuses to judge nothing or less than was asked for. */
record Judgement(HistoricalFeatures features) {

    /**
     * Return the sources of these views, or all if none is named.
     *
     * @throws TableException if there is nothing to judge, a view was not joined as it is here, or nothing judges a column of the answer
     */
    List<FeatureSource> sourcesOf(FeatureView... views) {
        Required.allGiven(views, "A view to judge");
        List<FeatureSource> joined = features.retrieval().sources();
        if (features.retrieval().entityRows().rowCount() == 0
                && features.returned().rowCount() == 0) {
            throw nothing("no entity rows were asked for.");
        }
        if (joined.isEmpty()) {
            throw nothing("the retrieval reads no view. Add what it reads with Retrieval.with.");
        }
        requireJoined(joined.stream().map(FeatureSource::view).toList(), views);
        if (views.length == 0) {
            requireExplained();
        }
        List<FeatureSource> judged = joined.stream()
                .filter(source -> views.length == 0 || List.of(views).contains(source.view()))
                .toList();
        requireFeatures(judged);
        return judged;
    }

    static void requireFeatures(List<FeatureSource> judged) {
        for (FeatureSource source : judged) {
            if (source.features().isEmpty()) {
                throw nothing("no feature of view '%s' was asked for.".formatted(source.name()));
            }
        }
    }

    private static TableException nothing(String reason) {
        return new TableException("There is nothing to judge: " + reason);
    }

    /** Refuse views that are not among those that were joined. */
    static void requireJoined(List<FeatureView> joined, FeatureView... views) {
        for (FeatureView view : views) {
            requireJoined(joined, view);
        }
    }

    private static void requireJoined(List<FeatureView> joined, FeatureView view) {
        if (joined.contains(view)) {
            return;
        }
        FeatureView namesake = joined.stream()
                .filter(other -> other.name().equals(view.name()))
                .findFirst()
                .orElseThrow(() -> new TableException("View '%s' was not joined, only %s."
                        .formatted(
                                view.name(),
                                joined.stream()
                                        .map(FeatureView::name)
                                        .distinct()
                                        .toList())));
        throw new TableException(
                "View '%s' was joined with another declaration: %s. Name the view that was joined, or join this one."
                        .formatted(view.name(), difference(namesake, view)));
    }

    private static String difference(FeatureView joined, FeatureView view) {
        Set<String> differences = new LinkedHashSet<>();
        add(differences, "the TTL", joined.ttl(), view.ttl());
        add(differences, "the join keys", joined.joinKeys(), view.joinKeys());
        add(differences, "the features", joined.features(), view.features());
        add(differences, "the event timestamp", joined.eventTimestamp(), view.eventTimestamp());
        add(
                differences,
                "the created timestamp",
                joined.createdTimestamp().orElse(null),
                view.createdTimestamp().orElse(null));
        add(differences, "the field mapping", joined.fieldMapping(), view.fieldMapping());
        return String.join(", ", differences);
    }

    private static void add(Set<String> differences, String what, @Nullable Object joined, @Nullable Object named) {
        if (!Objects.equals(joined, named)) {
            differences.add("%s is %s there, and %s here".formatted(what, joined, named));
        }
    }

    /** Refuse columns of the answer, such as on-demand features, that no view declares and nobody asked with. */
    private void requireExplained() {
        Retrieval retrieval = features.retrieval();
        Set<String> unexplained = new TreeSet<>(features.returned().columnNames());
        unexplained.removeAll(retrieval.entityRows().columnNames());
        retrieval
                .sources()
                .forEach(source ->
                        source.features().forEach(feature -> unexplained.remove(retrieval.columnOf(source, feature))));
        if (!unexplained.isEmpty()) {
            throw new TableException(
                    "Nothing judges %s of the answer: no view that was joined has such features. Name the views to judge, or leave them out with Table.select."
                            .formatted(unexplained));
        }
    }

    /** Refuse an answer without rows, in which no value can be wrong. */
    void requireRows() {
        int asked = features.retrieval().entityRows().rowCount();
        if (features.returned().rowCount() == 0) {
            throw nothing("%s asked for, but none was returned."
                    .formatted(Words.count(asked, "entity row") + (asked == 1 ? " was" : " were")));
        }
    }

    /** Refuse to call right what a source knows nothing of. */
    void requireKnown(SourceCheck check) {
        Table returned = features.returned();
        if (!check.knowsAny()) {
            throw nothing("%s has a key that is in the rows of view '%s'."
                    .formatted(
                            returned.rowCount() == 1
                                    ? "not even the only row"
                                    : "none of " + returned.rowCount() + " rows",
                            check.source().name()));
        }
    }
}
