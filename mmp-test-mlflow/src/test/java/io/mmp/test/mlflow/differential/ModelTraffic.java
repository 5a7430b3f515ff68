package io.mmp.test.mlflow.differential;

import static io.mmp.test.mlflow.differential.Traffic.post;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The model registry: models, versions, aliases, tags and stages. */
final class ModelTraffic implements Traffic {

    private static final List<String> STAGES =
            List.of("None", "Staging", "production", "ARCHIVED", "Nowhere", "Staging", "Production");
    private static final List<String> SOURCES = List.of(
            "s3://bucket/model",
            "s3://bucket/../x",
            "s3://bucket",
            "gs://b/m",
            "/etc/passwd",
            "http://host/m",
            "dbfs:/m");

    private final Draw draw;
    private final World world;

    ModelTraffic(Draw draw, World world) {
        this.draw = draw;
        this.world = world;
    }

    @Override
    public Request next() {
        return draw.from(kinds()).get();
    }

    @Override
    public void answered(Answer answer) {
        // Models are known by names that are drawn.
    }

    private List<Supplier<Request>> kinds() {
        return List.of(
                this::create,
                () -> Request.get("registered-models/get", Map.of("name", name())),
                () -> send("PATCH", "registered-models/update", Map.of("name", name(), "description", draw.value())),
                () -> post(draw, "registered-models/rename", Map.of("name", name(), "new_name", name())),
                () -> draw.oneIn(3) ? send("DELETE", "registered-models/delete", Map.of("name", name())) : create(),
                () -> post(draw, "registered-models/set-tag", tag(Map.of("name", name()))),
                () -> send("DELETE", "registered-models/delete-tag", Map.of("name", name(), "key", draw.key())),
                () -> post(draw, "registered-models/get-latest-versions", Map.of("name", name())),
                () -> Request.get("registered-models/get-latest-versions", Map.of("name", name(), "stages", stage())),
                () -> post(draw, "registered-models/alias", alias()),
                () -> Request.get("registered-models/alias", Map.of("name", name(), "alias", aliasName())),
                () -> send("DELETE", "registered-models/alias", Map.of("name", name(), "alias", aliasName())),
                this::createVersion,
                this::createVersion,
                this::createVersion,
                () -> Request.get("model-versions/get", version()),
                () -> Request.get("model-versions/get-download-uri", version()),
                () -> send("PATCH", "model-versions/update", with(version(), "description", draw.value())),
                () -> draw.oneIn(2) ? send("DELETE", "model-versions/delete", version()) : createVersion(),
                () -> post(draw, "model-versions/set-tag", tag(version())),
                () -> send("DELETE", "model-versions/delete-tag", with(version(), "key", draw.key())),
                this::transition);
    }

    private Request create() {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("name", name()));
        if (draw.oneIn(2)) {
            String prompt = draw.oneIn(4) ? "mlflow.prompt.is_prompt" : draw.key();
            fields.put("tags", List.of(Map.of("key", prompt, "value", draw.oneIn(2) ? "true" : draw.value())));
        }
        if (draw.oneIn(3)) {
            fields.put("description", draw.value());
        }
        return post(draw, "registered-models/create", fields);
    }

    private Request createVersion() {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("name", name(), "source", source()));
        if (draw.oneIn(3)) {
            fields.put("run_id", world.run(draw));
        }
        if (draw.oneIn(4)) {
            fields.put("tags", List.of(Map.of("key", draw.key(), "value", draw.value())));
        }
        return post(draw, "model-versions/create", fields);
    }

    private String source() {
        return switch (draw.below(6)) {
            case 0 -> "models:/" + name() + "/" + draw.from(List.of("1", "2", "latest", "Staging"));
            case 1 -> "models:/" + name() + "@" + aliasName();
            case 2 -> "runs:/" + world.run(draw) + "/model";
            default -> draw.oneIn(3) ? draw.from(SOURCES) : "s3://bucket/" + draw.below(9);
        };
    }

    private Request transition() {
        Map<String, Object> fields = with(version(), "stage", stage());
        if (draw.oneIn(2)) {
            fields.put("archive_existing_versions", draw.oneIn(2));
        }
        return post(draw, "model-versions/transition-stage", fields);
    }

    private Map<String, Object> alias() {
        return with(version(), "alias", aliasName());
    }

    private Map<String, Object> version() {
        String number = draw.oneIn(20) ? draw.from(List.of("one", "-1", "0", "1.5")) : "" + (draw.below(6) + 1);
        return new LinkedHashMap<>(Map.of("name", name(), "version", number));
    }

    private Map<String, Object> tag(Map<String, Object> fields) {
        return with(with(fields, "key", draw.key()), "value", draw.value());
    }

    private Request send(String method, String endpoint, Map<String, Object> fields) {
        return Request.json(method, endpoint, draw.bent(fields));
    }

    private String stage() {
        return draw.from(STAGES);
    }

    private String aliasName() {
        return draw.from(List.of("champion", "challenger", "Champion", "latest", "v1", "a b"));
    }

    private String name() {
        return draw.oneIn(30) ? draw.from(List.of("a/b", "a:b", "..", " ")) : world.model(draw);
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return more;
    }
}
