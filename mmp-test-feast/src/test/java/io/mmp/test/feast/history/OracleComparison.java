package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.history.EngineFindings.JudgedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what an engine finds wrong in generated training sets with what the local oracle finds, and why.
 *
 * <p>The system property {@code mmp.engine.questions} says how many questions are in a round, and {@code mmp.engine.seed} which.
 */
final class OracleComparison {

    static final int QUESTIONS = Integer.getInteger("mmp.engine.questions", 150);
    static final long SEED = Long.getLong("mmp.engine.seed", 20261129);

    private static final System.Logger LOGGER = System.getLogger(OracleComparison.class.getName());
    private static final Instant NOON = Instant.parse("2026-03-29T01:30:00Z");

    /** One for each round. */
    static final List<Visibility> VISIBILITIES = List.of(
            Visibility.EVENT_TIME,
            Visibility.EVENT_TIME.withKnowledgeTime(),
            Visibility.EVENT_TIME.asOf(NOON),
            Visibility.EVENT_TIME.withKnowledgeTime().asOf(NOON.plus(Duration.ofNanos(1500))));

    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> causes = new TreeMap<>();

    /** Let an engine judge the set whose tables have this name behind f_ and t_, by some features, or by all if none is named. */
    void compare(Engine engine, String name, GeneratedTrainingSet set, Visibility visibility, String... features) {
        int expected = set.faults(visibility, features).size();
        EngineSource source = EngineSource.of(set.view(), engine.table("f_" + name));
        TrainingSet training =
                TrainingSet.in(engine, "t_" + name).with(features.length == 0 ? source : source.select(features));
        try (EngineSession session = EngineSession.open(engine)) {
            EngineFindings found = new EngineCheck(
                            session, training, training.sources().get(0), visibility, 1)
                    .withExamples(100_000)
                    .find();
            if (found.wrong() != expected || found.judged().size() != expected) {
                differences.add("%s: the engine finds %s wrong, tells of %s, and the oracle finds %s"
                        .formatted(name, found.wrong(), found.judged().size(), expected));
            }
            for (JudgedRow row : found.judged()) {
                causes.merge(String.valueOf(row.told()), 1, Integer::sum);
                if (row.told() != null && row.told() != row.fault().cause()) {
                    differences.add("%s: the engine says %s, the oracle %s"
                            .formatted(name, row.told(), row.fault().line()));
                }
            }
        }
    }

    /** Verify that there was no difference, and that each cause was met. */
    void assertAgrees(Object who) {
        LOGGER.log(System.Logger.Level.INFO, "{0}: {1}", who, causes);
        assertThat(differences).isEmpty();
        assertThat(causes.keySet())
                .contains(
                        "future value",
                        "value beyond the TTL",
                        "superseded value",
                        "missing value",
                        "value created later",
                        "null");
    }
}
