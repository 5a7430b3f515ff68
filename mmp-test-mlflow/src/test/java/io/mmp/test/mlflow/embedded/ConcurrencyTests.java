package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several clients call at once, as parallel trainings do. */
class ConcurrencyTests {

    private static final int CLIENTS = 8;

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void loses_no_metric_of_one_run() {
        String runId = server.client().createRun().getRunId();

        inParallel(client -> {
            for (int step = 0; step < 100; step++) {
                server.rest()
                        .post(
                                "runs/log-metric",
                                "{'run_id':'" + runId + "','key':'m','value':" + client + ",'timestamp':1,'step':"
                                        + step + "}");
            }
            return client;
        });

        assertThat((List<?>) server.rest()
                        .get("metrics/get-history?metric_key=m&run_id=" + runId)
                        .at("metrics"))
                .hasSize(CLIENTS * 100);
    }

    @Test
    void gives_each_experiment_an_id_of_its_own() {
        List<Object> ids = inParallel(client -> server.rest()
                .post("experiments/create", "{'name':'e" + client + "'}")
                .at("experiment_id"));

        assertThat(ids).doesNotHaveDuplicates().hasSize(CLIENTS);
    }

    @Test
    void lets_one_of_several_clients_create_a_name() {
        List<Integer> statuses = inParallel(client ->
                server.rest().post("experiments/create", "{'name':'same'}").status());

        assertThat(statuses).containsOnlyOnce(200).contains(400);
    }

    @Test
    void searches_while_others_write() {
        List<Integer> statuses = inParallel(client -> {
            for (int i = 0; i < 20; i++) {
                server.rest().post("runs/create", "{'experiment_id':'0'}");
            }
            return server.rest().post("runs/search", "{'experiment_ids':['0']}").status();
        });

        assertThat(statuses).containsOnly(200);
    }

    private interface Task<T> {
        T run(int client) throws Exception;
    }

    private static <T> List<T> inParallel(Task<T> task) {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                calls.add(() -> task.run(client));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
    }
}
