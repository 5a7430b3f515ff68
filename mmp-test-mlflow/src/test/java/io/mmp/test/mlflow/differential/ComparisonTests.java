package io.mmp.test.mlflow.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows that the comparison finds what it is there to find, and excuses only what the servers make up. */
class ComparisonTests {

    private static final String ONE = "0123456789abcdef0123456789abcdef";
    private static final String TWO = "fedcba9876543210fedcba9876543210";

    private final Comparison comparison = new Comparison(new Translation());

    @Test
    void equal_answers_show_no_difference() {
        assertThat(compare("{\"a\": [1, {\"b\": null}]}", "{\"a\":[1,{\"b\":null}]}"))
                .isEmpty();
    }

    @Test
    void each_differing_field_is_named() {
        assertThat(compare("{\"a\": {\"b\": [1, 2]}, \"c\": \"x\"}", "{\"a\": {\"b\": [1, 3, 4]}, \"d\": true}"))
                .extracting(Difference::toString)
                .containsExactly(
                        "body.a.b.1: the reference says <2> but the other says <3>",
                        "body.a.b.2: the reference says nothing but the other says <4>",
                        "body.c: the reference says <x> but the other says nothing",
                        "body.d: the reference says nothing but the other says <true>");
    }

    @Test
    void a_number_is_not_a_string_and_an_integer_is_not_a_float() {
        assertThat(compare("{\"a\": 1, \"b\": 1}", "{\"a\": \"1\", \"b\": 1.0}"))
                .extracting(Difference::field)
                .containsExactly("body.a", "body.b");
    }

    @Test
    void status_and_headers_are_compared() {
        Answer reference = new Answer(200, Map.of("Content-Type", "text/plain"), "x");
        Answer other = new Answer(404, Map.of("Content-Type", "text/html", "Allow", "GET"), "x");

        assertThat(comparison.compare(reference, other))
                .extracting(Difference::toString)
                .containsExactly(
                        "status: the reference says <200> but the other says <404>",
                        "header Allow: the reference says nothing but the other says <GET>",
                        "header Content-Type: the reference says <text/plain> but the other says <text/html>");
    }

    @Test
    void a_generated_id_is_bound_to_its_counterpart_for_good() {
        assertThat(compare("{\"id\": \"" + ONE + "\"}", "{\"id\": \"" + TWO + "\"}"))
                .isEmpty();
        assertThat(compare("{\"uri\": \"a/" + ONE + "/b\"}", "{\"uri\": \"a/" + TWO + "/b\"}"))
                .isEmpty();
        assertThat(compare("{\"id\": \"" + ONE + "\"}", "{\"id\": \"" + ONE + "\"}"))
                .hasSize(1);
        assertThat(compare("{\"id\": \"" + TWO + "\"}", "{\"id\": \"" + TWO + "\"}"))
                .hasSize(1);
    }

    @Test
    void run_names_made_up_by_the_servers_are_mapped() {
        assertThat(compare("{\"name\": \"bold-fox-12\"}", "{\"name\": \"shy-hen-7\"}"))
                .isEmpty();
        assertThat(compare("{\"name\": \"bold-fox-12\"}", "{\"name\": \"calm-owl-9\"}"))
                .hasSize(1);
        assertThat(compare("{\"name\": \"bold fox\"}", "{\"name\": \"shy hen\"}"))
                .hasSize(1);
    }

    @Test
    void clock_readings_are_equal_and_other_times_are_not() {
        long now = Instant.now().toEpochMilli();
        assertThat(compare("{\"t\": " + now + "}", "{\"t\": " + (now - 5_000) + "}"))
                .isEmpty();
        assertThat(compare("{\"t\": " + now + "}", "{\"t\": 5000}")).hasSize(1);
        assertThat(compare("{\"t\": 4000}", "{\"t\": 5000}")).hasSize(1);
    }

    @Test
    void clock_readings_in_texts_are_equal_too() {
        Instant now = Instant.now();
        assertThat(compare("{\"t\": \"" + now + "\"}", "{\"t\": \"" + now.minusSeconds(5) + "\"}"))
                .isEmpty();
        assertThat(compare("{\"t\": \"" + now + "\"}", "{\"t\": \"2026-01-01T00:00:00Z\"}"))
                .hasSize(1);
    }

    @Test
    void only_listed_differences_are_tolerated() {
        assertThat(Tolerances.covering(message("keys are '{'a', 'b'}'", "keys are '{'b', 'a'}'")))
                .isPresent();
        assertThat(Tolerances.covering(message("keys are '{'a', 'b'}'", "keys are '{'b', 'c'}'")))
                .isEmpty();
        assertThat(Tolerances.covering(message("Taken. (sqlite3.IntegrityError) UNIQUE", "Taken. ")))
                .isPresent();
        assertThat(Tolerances.covering(message("Taken. (sqlite3.IntegrityError) UNIQUE", "Gone.")))
                .isEmpty();
        assertThat(Tolerances.covering(new Difference("body.name", "{'a', 'b'}", "{'b', 'a'}")))
                .isEmpty();
    }

    private List<Difference> compare(String reference, String other) {
        return comparison.compare(json(reference), json(other));
    }

    private static Answer json(String body) {
        return new Answer(200, Map.of("Content-Type", "application/json"), body);
    }

    private static Difference message(String reference, String other) {
        return new Difference("body.message", reference, other);
    }
}
