package io.mmp.test.feast.process;

import io.mmp.test.feast.FeastException;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.table.Table;
import io.mmp.test.feast.table.TableBuilder;
import io.mmp.test.feast.table.ValueType;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The feature views of a project, and the rows that were ingested for each: what Feast's answers are compared with. */
final class AppliedViews {

    private final Map<String, Applied> views = new LinkedHashMap<>();

    private record Applied(FeatureView view, List<Table> rows) {}

    synchronized void add(FeatureView... declared) {
        for (FeatureView view : declared) {
            Applied earlier = views.get(view.name());
            // Feast's source is made anew when its columns change.
            List<Table> rows = earlier != null && earlier.view().sourceColumns().equals(view.sourceColumns())
                    ? earlier.rows()
                    : new ArrayList<>();
            views.put(view.name(), new Applied(view, rows));
        }
    }

    /** Return the columns of these rows that the source of this view has. */
    synchronized Table check(FeatureView view, Table table) {
        if (!applied(view.name()).view().equals(view)) {
            throw new FeastException(
                    "View '%s' was applied with another declaration; apply this one before its rows are ingested."
                            .formatted(view.name()));
        }
        return view.from(table).rows().select(List.copyOf(view.sourceColumns().keySet()));
    }

    synchronized void append(FeatureView view, Table checked) {
        applied(view.name()).rows().add(checked);
    }

    synchronized FeatureSource source(String view) {
        Applied applied = applied(view);
        TableBuilder all = Table.builder();
        applied.view().sourceColumns().forEach(all::column);
        for (Table table : applied.rows()) {
            for (int row = 0; row < table.rowCount(); row++) {
                all.row(table.row(row).values().toArray());
            }
        }
        return applied.view().from(all.build());
    }

    /** Say what Feast is asked for when it is asked for these features. */
    PointInTimeJoin join(Table entityRows, String... features) {
        Map<String, List<String>> selected = new LinkedHashMap<>();
        for (String feature : features) {
            String[] parts = parts(feature);
            selected.computeIfAbsent(parts[0], view -> new ArrayList<>()).add(parts[1]);
        }
        PointInTimeJoin join = PointInTimeJoin.of(entityRows);
        for (Map.Entry<String, List<String>> view : selected.entrySet()) {
            join = join.with(source(view.getKey()).select(view.getValue().toArray(String[]::new)));
        }
        return haveCommonName(features) ? join.withFullFeatureNames() : join;
    }

    /** Tell whether two of these features have one name in different views. */
    static boolean haveCommonName(String... features) {
        Set<String> names = new HashSet<>();
        for (String feature : features) {
            if (!names.add(parts(feature)[1])) {
                return true;
            }
        }
        return false;
    }

    static Map<String, ValueType> typesOf(Table table) {
        Map<String, ValueType> types = new LinkedHashMap<>();
        table.columnNames().forEach(name -> types.put(name, table.column(name).type()));
        return types;
    }

    private Applied applied(String name) {
        Applied view = views.get(name);
        if (view == null) {
            throw new FeastException("View '%s' has not been applied; there are %s.".formatted(name, views.keySet()));
        }
        return view;
    }

    private static String[] parts(String feature) {
        String[] parts = feature.split(":", 2);
        if (parts.length < 2) {
            throw new FeastException(
                    "Feature '%s' must be named with its view, such as driver_stats:conv_rate.".formatted(feature));
        }
        return parts;
    }
}
