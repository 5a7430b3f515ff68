package io.mmp.test.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an alert is expected to be at a time.
 *
 * @param labels that it has, beside others
 * @param after the time from the beginning
 */
record AlertExpectation(String alert, Map<String, String> labels, Duration after, State state) {

    enum State {
        FIRING,
        PENDING,
        NOT_FIRING;

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Return the query by which promtool tells; its comment says which one it was. */
    Map<String, Object> query(int number) {
        // 2 if firing, 1 if pending, 0 otherwise
        String now = "max(%s * 2 or %s) or vector(0)".formatted(alerts("firing"), alerts("pending"));
        boolean denied = state == State.NOT_FIRING;
        return Map.of(
                "expr",
                (denied ? "(" + now + ") == bool 2" : now) + " # expectation " + number,
                "eval_time",
                PromDuration.write(after),
                "exp_samples",
                List.of(Map.of("labels", "{}", "value", denied ? 0 : state == State.FIRING ? 2 : 1)));
    }

    private String alerts(String alertState) {
        StringBuilder matchings = new StringBuilder();
        labels.forEach((label, value) -> matchings
                .append(',')
                .append(label)
                .append("=\"")
                .append(Labels.escaped(value))
                .append('"'));
        return "ALERTS{alertname=\"%s\",alertstate=\"%s\"%s}".formatted(Labels.escaped(alert), alertState, matchings);
    }

    /** Say what was expected and what is. */
    String failure(double got) {
        String is = state == State.NOT_FIRING ? "firing" : got == 2 ? "firing" : got == 1 ? "pending" : "inactive";
        return "'%s'%s after %s: expected %s, but it is %s"
                .formatted(
                        alert,
                        labels.isEmpty() ? "" : " with " + Labels.print(labels),
                        PromDuration.write(after),
                        state.words(),
                        is);
    }
}
