package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.feast.view.FeatureView;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Puts generated questions to our join and to the DuckDB offline store of real Feast, and compares the answers cell by cell. */
@Tag("e2e")
class RealFeastTests {

    private static final System.Logger LOGGER = System.getLogger(RealFeastTests.class.getName());
    private static final int QUESTIONS = 2400;
    private static final long SEED = 20261121;

    @TempDir
    private Path directory;

    @Test
    void the_join_agrees_with_real_feast_in_every_cell() throws Exception {
        String python = System.getProperty("mmp.feast.python");
        if (python == null) {
            abort("The system property mmp.feast.python names no Python with feast[duckdb]==0.67.0.");
            return;
        }
        List<FeatureView> views = QuestionGenerator.views();
        QuestionGenerator generator = new QuestionGenerator(SEED);
        List<Question> questions =
                Stream.generate(() -> generator.next(views)).limit(QUESTIONS).toList();
        List<String> answers = ask(python, views, questions);
        assertThat(answers).hasSize(questions.size());
        Tally tally = new Tally();
        for (int i = 0; i < questions.size(); i++) {
            tally.compare(i, questions.get(i), JSON.std.mapFrom(answers.get(i)));
        }
        LOGGER.log(System.Logger.Level.INFO, tally.toString());
        assertThat(tally.unexplained()).isEmpty();
    }

    private List<String> ask(String python, List<FeatureView> views, List<Question> questions) throws Exception {
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
                python,
                script.toString(),
                Files.createDirectory(directory.resolve("repo")).toString(),
                asked.toString(),
                answered.toString());
        command.environment().put("FEAST_USAGE", "False");
        // Feast's imports cost half of the CPU time without assertions in them.
        command.environment().put("PYTHONOPTIMIZE", "1");
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
