package io.mmp.test.mlflow.state;

import io.mmp.test.mlflow.embedded.Rest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a client can read of a server, call by call, without the order of what has none. */
final class ClientView {

    private final Rest rest;
    private final Map<String, Object> answers = new LinkedHashMap<>();

    private ClientView(URI uri) {
        this.rest = new Rest(uri);
    }

    /** Return the answers by their calls. */
    static Map<String, Object> of(URI uri) {
        ClientView view = new ClientView(uri);
        view.read();
        return view.answers;
    }

    private void read() {
        for (Map<?, ?> experiment : list(get("experiments/search?view_type=ALL&max_results=100"), "experiments")) {
            Object id = experiment.get("experiment_id");
            get("experiments/get?experiment_id=" + id);
            get("experiments/get-by-name?experiment_name=" + encoded(experiment.get("name")));
            String ofExperiment = "{'experiment_ids': ['" + id + "'], 'run_view_type': 'ALL'}";
            list(post("runs/search", ofExperiment), "runs").forEach(this::readRun);
            list(post("logged-models/search", "{'experiment_ids': ['" + id + "']}"), "models")
                    .forEach(this::readLoggedModel);
        }
        for (String prompts : List.of("", "&filter=" + encoded("tags.`mlflow.prompt.is_prompt` = 'true'"))) {
            list(get("registered-models/search?max_results=100" + prompts), "registered_models")
                    .forEach(this::readModel);
            list(get("model-versions/search?max_results=100" + prompts), "model_versions")
                    .forEach(this::readVersion);
        }
    }

    private void readRun(Map<?, ?> run) {
        Object id = map(run.get("info")).get("run_id");
        get("runs/get?run_id=" + id);
        readFiles("artifacts/list?run_id=" + id, "");
        list(map(run.get("data")), "metrics")
                .forEach(metric ->
                        get("metrics/get-history?run_id=" + id + "&metric_key=" + encoded(metric.get("key"))));
    }

    private void readFiles(String call, String path) {
        for (Map<?, ?> file : list(get(call + "&path=" + encoded(path)), "files")) {
            if (Boolean.TRUE.equals(file.get("is_dir"))) {
                readFiles(call, String.valueOf(file.get("path")));
            } else {
                String file2 = call.replace("artifacts/list?run_id=", "/get-artifact?run_uuid=");
                String content = file2 + "&path=" + encoded(file.get("path"));
                answers.put(content, rest.get(content).body());
            }
        }
    }

    private void readLoggedModel(Map<?, ?> model) {
        get("logged-models/" + map(model.get("info")).get("model_id"));
    }

    private void readModel(Map<?, ?> model) {
        String name = "name=" + encoded(model.get("name"));
        get("registered-models/get?" + name);
        get("registered-models/get-latest-versions?" + name);
        list(model, "aliases")
                .forEach(alias -> get("registered-models/alias?" + name + "&alias=" + alias.get("alias")));
    }

    private void readVersion(Map<?, ?> version) {
        String name = "name=" + encoded(version.get("name")) + "&version=" + version.get("version");
        get("model-versions/get?" + name);
        get("model-versions/get-download-uri?" + name);
    }

    private Map<?, ?> get(String call) {
        return noted(call, rest.get(call));
    }

    private Map<?, ?> post(String call, String body) {
        return noted(call + " " + body, rest.post(call, body));
    }

    private Map<?, ?> noted(String call, Rest.Answer answer) {
        answers.put(call, answer.status() + ": " + sorted(answer.json()));
        return answer.json();
    }

    private static List<Map<?, ?>> list(Map<?, ?> object, String field) {
        return object.get(field) instanceof List<?> list
                ? list.stream().<Map<?, ?>>map(ClientView::map).toList()
                : List.of();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /** Tags, params and latest metrics have no order. */
    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(String.valueOf(key), String.valueOf(sorted(item))));
            return sorted;
        }
        if (value instanceof List<?> list) {
            boolean isKeyed = list.stream().anyMatch(item -> item instanceof Map<?, ?> map && map.containsKey("key"));
            var items = list.stream().map(item -> String.valueOf(sorted(item)));
            return (isKeyed ? items.sorted(Comparator.naturalOrder()) : items).toList();
        }
        return value;
    }

    private static String encoded(@Nullable Object text) {
        return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
