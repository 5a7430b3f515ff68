package io.mmp.test.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reasons that are told by what differs, or by what a parameter says. */
class LikelyReasonTests {

    private static void assertReason(TrainedModel one, TrainedModel two, String reason) {
        assertThatThrownBy(
                        () -> assertThat(RepeatedTraining.of(List.of(one, two))).hasIdenticalModels())
                .hasMessageEndingWith("Likely reason: " + reason + ".");
    }

    private static TrainedModel weights(String value, Map<String, String> parameters) {
        return TrainedModel.of("weights.json", "{\"weights\": [%s]}".formatted(value))
                .withParameters(parameters);
    }

    @Test
    void a_seed_that_is_none_is_no_seed() {
        for (String none : new String[] {"None", "null", ""}) {
            Map<String, String> parameters = Map.of("random_state", none);

            assertReason(
                    weights("1", parameters),
                    weights("2", parameters),
                    "the seed: random_state is '%s', so that each training draws its own".formatted(none));
        }
        assertReason(
                weights("1", Map.of("random_state", "0")),
                weights("2", Map.of("random_state", "0")),
                "the data, of which no digest was recorded (withData), or something random that the seed does not reach");
    }

    @Test
    void what_is_new_at_each_save_is_told_from_what_was_trained() {
        String model = "{\"saved\": \"%s\", \"run_id\": \"%s\", \"weights\": [%s]}";
        TrainedModel one = TrainedModel.of(
                "m.json", model.formatted("2026-11-28 10:11:12.5", "0123456789abcdef0123456789abcdef", 1));
        TrainedModel later = TrainedModel.of(
                "m.json", model.formatted("2026-11-28 10:11:13.0", "fedcba9876543210fedcba9876543210", 1));
        TrainedModel other = TrainedModel.of(
                "m.json", model.formatted("2026-11-28 10:11:13.0", "fedcba9876543210fedcba9876543210", 2));

        assertReason(
                one,
                later,
                "what is new at each save, and not the training: $.saved, $.run_id; leave it out by ModelDigest.withoutKeys");
        assertReason(one, other, "the seed: none is among the parameters");
    }
}
