package io.mmp.test.examples.registry;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.RegisteredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The code under test of a real project: which version is champion, and which one was before. */
class Champions implements AutoCloseable {

    private final MlflowRegistry registry;
    private final String model;
    private final String runId;

    Champions(MlflowRegistry registry, String model, String runId) {
        this.registry = registry;
        this.model = model;
        this.runId = runId;
        registry.createModel(model);
    }

    int register() {
        return registry.createVersion(model, runId, "model").version();
    }

    void promote(int version) {
        registry.version(model, version); // refused if there is none
        List<Integer> past = past();
        if (champion() > 0) {
            past.add(champion());
        }
        crown(version, past);
    }

    void rollback() {
        List<Integer> past = past();
        if (past.isEmpty()) {
            throw new IllegalStateException("there was no champion before");
        }
        crown(restored(past), past);
    }

    /** Take the one to restore off the list. */
    int restored(List<Integer> past) {
        return past.remove(past.size() - 1);
    }

    /** Return the champion; 0 without one. */
    int champion() {
        return registered().aliases().getOrDefault("champion", 0);
    }

    /** Return the champions of the past, the last one last. */
    List<Integer> past() {
        String past = registered().tags().getOrDefault("past", "");
        return Stream.of(past.split(","))
                .filter(each -> !each.isEmpty())
                .map(Integer::valueOf)
                .collect(toCollection(ArrayList::new));
    }

    private void crown(int version, List<Integer> past) {
        registry.setModelTag(model, "past", past.stream().map(String::valueOf).collect(joining(",")));
        registry.setAlias(model, "champion", version);
    }

    private RegisteredModel registered() {
        return registry.model(model);
    }

    @Override
    public void close() {
        registry.deleteModel(model);
    }
}
