package io.mmp.test.mlflow.differential;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The artifact proxy: upload, download, list and delete below the runs. */
final class ArtifactTraffic implements Traffic {

    private static final List<String> FILES =
            List.of("a.txt", "b.json", "dir/c.csv", "dir/deep/d.bin", "dir", "e.html", "no-suffix", "..%2f..%2fup");

    private final Draw draw;
    private final World world;

    ArtifactTraffic(Draw draw, World world) {
        this.draw = draw;
        this.world = world;
    }

    @Override
    public Request next() {
        return draw.from(kinds()).get();
    }

    @Override
    public void answered(Answer answer) {
        // Files are known by names that are drawn.
    }

    private List<Supplier<Request>> kinds() {
        return List.of(
                () -> new Request("PUT", file(), Request.ofType("text/plain"), "content " + draw.below(9)),
                () -> new Request("PUT", file(), Request.ofType("text/plain"), "content " + draw.below(9)),
                () -> new Request("GET", file(), Map.of(), ""),
                () -> new Request("DELETE", file(), Map.of(), ""),
                () -> Request.get("artifacts/list", Map.of("run_id", run(), "path", draw.from(FILES))),
                () -> Request.get("artifacts/list", Map.of("run_id", run())),
                () -> Request.get("mlflow-artifacts/artifacts", Map.of("path", "0/" + run() + "/artifacts")));
    }

    private String run() {
        return world.run(draw);
    }

    private String file() {
        return Request.path("mlflow-artifacts/artifacts/0/" + run() + "/artifacts/" + draw.from(FILES));
    }
}
