package io.mmp.test.mlflow.embedded.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTests {

    private static final Router.Resource RUNS = routes -> {
        routes.get("2.0/mlflow/runs/get", Schema.of(), request -> Map.of());
        routes.raw("GET", "2.0/mlflow/runs/{path*}", request -> HttpResponse.NOT_FOUND);
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/2.0/mlflow/experiments/get | experiments",
                "/ajax-api/3.0/mlflow/traces/tr-1/assessments/a-1 | traces",
                "/api/3.0/mlflow/server-info | server-info",
                "/api/2.0/mlflow-artifacts/artifacts/api/x | mlflow-artifacts",
                "/api/2.0/mlflow | mlflow",
                "/api/2.0/mlflow/ | ''",
                "/api/2.0/ | ''",
                "/api/2.0 | ''",
                "/api/ | ''",
                "/api | api",
                "/apix/2.0/mlflow/runs/get | apix",
                "/model-versions/get-artifact | model-versions",
                "/health | health",
                "/api/2.0/mlflow//runs/get | ''",
                "/ | ''",
                "'' | ''",
                "* | ''",
            })
    void a_path_has_a_topic(String path, String topic) {
        assertThat(Router.topic(path)).isEqualTo(topic);
    }

    @Test
    void endpoints_are_made_once_when_their_topic_is_asked_for() {
        List<String> asked = new ArrayList<>();
        Router router = new Router(topic -> {
            asked.add(topic);
            return topic.equals("runs") ? List.of(RUNS) : List.of();
        });
        assertThat(asked).isEmpty();

        router.prepare("runs");
        assertThat(router.match("/api/2.0/mlflow/runs/get").allows("GET")).isTrue();
        assertThat(router.match("/ajax-api/2.0/mlflow/runs/else").allows("GET")).isTrue();
        assertThat(router.match("/api/2.0/mlflow/runs/get").allows("POST")).isFalse();

        assertThat(asked).containsExactly("runs");
    }

    @Test
    void a_topic_without_endpoints_is_not_kept() {
        Router router = new Router(topic -> List.of());

        IntStream.range(0, 1000)
                .forEach(i -> assertThat(router.match("/topic-" + i).handlers()).isEmpty());

        assertThat(router).extracting("routes").asInstanceOf(MAP).isEmpty();
    }
}
