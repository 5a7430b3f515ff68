package io.mmp.test.mlflow.differential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A hand-written conversation with a server: requests in order, the later ones using ids from the answers to the earlier.
 *
 * @param title what the conversation is about
 */
record Scenario(String title, List<Step> steps) {

    /** Send every request to both servers and return all mismatches. */
    List<Mismatch> play(Dialogue dialogue, UnaryOperator<Request> route) {
        Map<String, String> names = new HashMap<>();
        List<Mismatch> mismatches = new ArrayList<>();
        for (Step step : steps) {
            Dialogue.Outcome outcome = dialogue.exchange(route.apply(step.request(names)));
            step.captures()
                    .forEach((name, path) ->
                            names.put(name, String.valueOf(outcome.reference().at(path))));
            mismatches.addAll(outcome.mismatches());
        }
        return mismatches;
    }

    /**
     * One request as it is written in a scenario file.
     *
     * @param headers the headers by name, of one value each
     * @param captures names to give to values of the answer, by name, with the value's path
     */
    record Step(String method, String target, Map<String, String> headers, String body, Map<String, String> captures) {

        private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9=&._~/:-]+");

        private Request request(Map<String, String> names) {
            return new Request(
                    method,
                    Request.path(encoded(Template.expand(target, names))),
                    headers,
                    Template.expand(body, names));
        }

        private static String encoded(String target) {
            int query = target.indexOf('?') + 1;
            return query == 0
                    ? target
                    : target.substring(0, query)
                            + UNSAFE.matcher(target.substring(query))
                                    .replaceAll(text -> URLEncoder.encode(text.group(), StandardCharsets.UTF_8));
        }
    }
}
