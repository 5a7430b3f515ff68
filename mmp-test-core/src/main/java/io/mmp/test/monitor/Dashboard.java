package io.mmp.test.monitor;

import io.mmp.test.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * The queries of a dashboard of Grafana: of its panels, also those in rows, of its variables and its annotations.
 *
 * <p>Queries to data sources that name another type than {@code prometheus} are left out.
 *
 * @since 0.1.0
 */
public final class Dashboard implements AssertProvider<DashboardAssert> {

    private static final Pattern LABEL_VALUES =
            Pattern.compile("\\s*label_values\\(\\s*(?:(.*),\\s*)?([\\w$]+)\\s*\\)\\s*", Pattern.DOTALL);
    private static final Pattern QUERY_RESULT = Pattern.compile("\\s*query_result\\((.*)\\)\\s*", Pattern.DOTALL);

    private final Path file;
    private final List<DashboardQuery> queries = new ArrayList<>();
    private final Set<String> variables = new LinkedHashSet<>();

    private Dashboard(Path file) {
        this.file = file;
    }

    /**
     * Read the JSON of a dashboard, as Grafana exports it or as its HTTP interface gives it.
     *
     * @throws MonitorException if the file does not exist, or is not the JSON of a dashboard
     */
    public static Dashboard read(Path file) {
        try {
            Map<?, ?> root = map(JsonReader.read(Files.readString(file)));
            Dashboard dashboard = new Dashboard(file);
            dashboard.read(root.get("dashboard") instanceof Map<?, ?> inner ? inner : root);
            return dashboard;
        } catch (IllegalArgumentException e) {
            throw new MonitorException("The dashboard %s is not JSON: %s.".formatted(file, e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new MonitorException("The dashboard %s does not exist.".formatted(file), e);
        } catch (IOException e) {
            throw new MonitorException("The dashboard %s cannot be read (%s).".formatted(file, e), e);
        }
    }

    private void read(Map<?, ?> dashboard) {
        for (Map<?, ?> variable : maps(map(dashboard.get("templating")).get("list"))) {
            String name = text(variable.get("name"));
            variables.add(name);
            if (isPrometheus(variable) && text(variable.get("type")).equals("query")) {
                Object query = variable.get("query");
                addVariable(name, query instanceof Map<?, ?> members ? text(members.get("query")) : text(query));
            }
        }
        panels(dashboard);
        for (Map<?, ?> annotation : maps(map(dashboard.get("annotations")).get("list"))) {
            add("annotation '%s'".formatted(text(annotation.get("name"))), annotation);
        }
    }

    private void panels(Map<?, ?> parent) {
        maps(parent.get("rows")).forEach(this::panels);
        for (Map<?, ?> panel : maps(parent.get("panels"))) {
            String title = text(panel.get("title"));
            int number = 0;
            for (Map<?, ?> target : maps(panel.get("targets"))) {
                number++;
                String id = target.get("refId") == null ? String.valueOf(number) : text(target.get("refId"));
                if (isPrometheus(panel) || target.get("datasource") != null) {
                    add("panel '%s', query %s".formatted(title, id), target);
                }
            }
            panels(panel);
        }
    }

    private void add(String place, Map<?, ?> query) {
        String expression = text(query.get("expr"));
        if (!expression.isBlank() && isPrometheus(query)) {
            queries.add(new DashboardQuery(place, expression));
        }
    }

    private void addVariable(String name, String query) {
        Matcher labels = LABEL_VALUES.matcher(query);
        Matcher result = QUERY_RESULT.matcher(query);
        String place = "variable '%s'".formatted(name);
        if (labels.matches() && labels.group(1) != null) {
            String label = labels.group(2);
            // What has the label with some value.
            queries.add(new DashboardQuery(
                    place,
                    label.contains("$") ? labels.group(1) : "count by (%s) (%s)".formatted(label, labels.group(1))));
        } else if (result.matches()) {
            queries.add(new DashboardQuery(place, result.group(1)));
        }
    }

    /** A query whose data source has no type goes to the default one. */
    private static boolean isPrometheus(Map<?, ?> query) {
        Object type = map(query.get("datasource")).get("type");
        return type == null || text(type).equals("prometheus") || text(type).startsWith("$");
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<Map<?, ?>> maps(@Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> maps.add(map(element)));
        }
        return maps;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Return the queries in the order of the file, those of variables first. */
    public List<DashboardQuery> queries() {
        return List.copyOf(queries);
    }

    /** Return the names of the variables. */
    Set<String> variables() {
        return variables;
    }

    /** Start assertions on it. */
    @Override
    public DashboardAssert assertThat() {
        return new DashboardAssert(this);
    }

    /** Return the name of the file. */
    @Override
    public String toString() {
        return file.toString();
    }
}
