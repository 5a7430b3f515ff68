package io.mmp.test.load;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What of one task was not rejected.
 *
 * @param task its name
 * @param result its requests
 */
record Unrejected(String task, LoadResult result) {

    /** Return what became of those that were not rejected, in a line; empty if there are none. */
    Optional<String> line() {
        Map<String, Integer> answers = new TreeMap<>();
        for (Flight flight : result.flights()) {
            Outcome outcome = flight.outcome();
            if (!outcome.isRejection()) {
                answers.merge(outcome.status() > 0 ? outcome.message() : outcome.kind(), 1, Integer::sum);
            }
        }
        if (result.asked() == 0) {
            return Optional.of("'%s': no request was due".formatted(task));
        }
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("'%s': %s of %s requests (%s)"
                .formatted(
                        task,
                        answers.values().stream().mapToInt(Integer::intValue).sum(),
                        result.asked(),
                        answers.entrySet().stream()
                                .map(answer -> answer.getKey() + ": " + answer.getValue())
                                .collect(joining(", "))));
    }

    static String firstTen(List<String> lines) {
        String more = lines.size() > 10 ? "%n  and %s more".formatted(lines.size() - 10) : "";
        return lines.stream().limit(10).collect(joining("%n  ".formatted(), "  ", more));
    }
}
