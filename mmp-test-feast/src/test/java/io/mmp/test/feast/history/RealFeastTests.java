package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.database.PostgresServer;
import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.process.FeastInstallation;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.server.ManagedServer;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts generated questions to our join and to the offline stores of real Feast, and compares the answers cell by cell.
 *
 * <p>The system property {@code mmp.feast.questions} says how many; the stores that answer otherwise than Feast's rule get half of them.
 */
@Tag("e2e")
@EnabledIfFeastProcess
class RealFeastTests {

    private static final System.Logger LOGGER = System.getLogger(RealFeastTests.class.getName());
    private static final int QUESTIONS = Integer.getInteger("mmp.feast.questions", 300);
    private static final long SEED = 20261121;

    @TempDir
    private Path directory;

    @Test
    void the_join_agrees_with_the_store_of_duckdb_but_for_ties() throws Exception {
        assertThat(compare(OfflineStore.DUCKDB, QUESTIONS, 0).kinds()).containsExactly(Disagreement.TIE);
    }

    @Test
    void the_join_finds_what_the_store_of_dask_gets_wrong() throws Exception {
        assertThat(compare(OfflineStore.DASK, QUESTIONS / 2, 0).kinds()).containsAll(faultsOf(OfflineStore.DASK));
    }

    @Test
    void the_join_finds_what_the_store_of_postgres_gets_wrong() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec())) {
            assertThat(compare(OfflineStore.POSTGRES, QUESTIONS / 2, postgres.port())
                            .kinds())
                    .containsAll(faultsOf(OfflineStore.POSTGRES));
        }
    }

    /** List the faults that some hundred questions must meet. */
    private static Set<Disagreement> faultsOf(OfflineStore store) {
        Set<Disagreement> ways = Disagreement.of(store);
        ways.remove(Disagreement.TIE);
        ways.remove(
                Disagreement
                        .KEYS_COLLIDE); // one in some hundred; io.mmp.test.feast.process.WrongHistoryTests makes one
        return ways;
    }

    private Tally compare(OfflineStore store, int number, int port) throws Exception {
        List<FeatureView> views = QuestionGenerator.views();
        QuestionGenerator generator = new QuestionGenerator(SEED);
        List<Question> questions =
                Stream.generate(() -> generator.next(views)).limit(number).toList();
        List<String> answers = ask(store, port, views, questions);
        assertThat(answers).hasSize(questions.size());
        Tally tally = new Tally(store);
        for (int i = 0; i < questions.size(); i++) {
            tally.compare(i, questions.get(i), JSON.std.mapFrom(answers.get(i)));
        }
        LOGGER.log(System.Logger.Level.INFO, tally.toString());
        assertThat(tally.unexplained()).isEmpty();
        return tally;
    }

    private List<String> ask(OfflineStore store, int port, List<FeatureView> views, List<Question> questions)
            throws Exception {
        Path asked = directory.resolve("questions.json");
        Path answered = directory.resolve("answers.json");
        Path script = directory.resolve("real_feast.py");
        try (InputStream source = RealFeastTests.class.getResourceAsStream("real_feast.py")) {
            assertThat(source).isNotNull();
            Files.copy(source, script);
        }
        try (Writer writer = Files.newBufferedWriter(asked)) {
            writer.write(JSON.std.asString(Question.declaration(views)) + "\n");
            for (Question question : questions) {
                writer.write(JSON.std.asString(question.toJson()) + "\n");
            }
        }
        Path log = directory.resolve("python.log");
        ProcessBuilder command = new ProcessBuilder(
                FeastInstallation.ensure().python().toString(),
                "-I",
                // Feast's imports cost half of the CPU time without assertions in them.
                "-O",
                script.toString(),
                Files.createDirectory(directory.resolve("repo")).toString(),
                asked.toString(),
                answered.toString(),
                store.name().toLowerCase(Locale.ROOT),
                String.valueOf(port));
        command.environment().put("FEAST_USAGE", "False");
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES))
                    .as("finished in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readAllLines(answered);
    }
}
