package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.List;
import java.util.Map;

/** The endpoints that link traces to runs and to prompts. */
public final class TraceLinks implements Router.Resource {

    private static final Schema TO_RUN = Schema.of(
            Field.strings("trace_ids").typed().required().ofTexts(),
            Field.string("run_id").typed().required());
    private static final Schema TO_PROMPTS = Schema.of(
            Field.string("trace_id").typed().required(),
            Field.objects("prompt_versions", Schema.of(Field.string("name"), Field.string("version")))
                    .typed()
                    .required());
    private static final int MAX_LINKS = 100;

    private final TraceState state;

    public TraceLinks(TraceState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post("2.0/mlflow/traces/link-to-run", TO_RUN, this::linkToRun);
        routes.post("2.0/mlflow/traces/link-prompts", TO_PROMPTS, this::linkPrompts);
    }

    private Map<String, ?> linkToRun(Message request) {
        List<String> ids = request.strings("trace_ids");
        if (ids.size() > MAX_LINKS) {
            throw RestException.invalid("Cannot link more than " + MAX_LINKS
                    + " traces to a run in a single request. Provided " + ids.size() + " traces.");
        }
        ids.forEach(id -> state.linkedRuns(id).add(request.string("run_id")));
        return Map.of();
    }

    private Map<String, ?> linkPrompts(Message request) {
        List<String> prompts = request.messages("prompt_versions").stream()
                .map(prompt -> prompt.string("name") + "/" + version(prompt.string("version")))
                .toList();
        if (!prompts.isEmpty()) {
            state.trace(request.string("trace_id")).linkedPrompts.addAll(prompts);
        }
        return Map.of();
    }

    private static String version(String text) {
        return Python.integer(text)
                .orElseThrow(() -> new UnhandledRequestException("Not a version: " + text))
                .toString();
    }
}
