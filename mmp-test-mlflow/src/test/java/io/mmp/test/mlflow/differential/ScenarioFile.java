package io.mmp.test.mlflow.differential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads scenarios from a file beside this class.
 *
 * <p>A line {@code == title} starts a scenario. {@code VERB endpoint body} is a request; a GET has a query, written as it is meant,
 * instead of a body. The indented lines below a request are {@code name = path.of.value}, which captures a value of the answer, or
 * {@code Content-Type: type}. Lines that start with {@code #} are comments.
 */
final class ScenarioFile {

    private final List<Scenario> scenarios = new ArrayList<>();

    private ScenarioFile() {}

    /** Return the scenarios of the file in order. */
    static List<Scenario> read(String file) throws IOException {
        ScenarioFile reader = new ScenarioFile();
        lines(file).forEach(reader::line);
        return reader.scenarios;
    }

    /** Return the lines of a file beside this class, without blank lines and comments. */
    static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ScenarioFile.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private void line(String line) {
        if (line.startsWith("== ")) {
            scenarios.add(new Scenario(line.substring(3), new ArrayList<>()));
        } else if (line.startsWith("  Content-Type: ")) {
            Scenario.Step step = steps().remove(steps().size() - 1);
            String type = line.substring("  Content-Type: ".length()).strip();
            steps().add(new Scenario.Step(step.method(), step.target(), type, step.body(), step.captures()));
        } else if (line.startsWith("  ")) {
            String[] capture = line.strip().split(" = ", 2);
            steps().get(steps().size() - 1).captures().put(capture[0], capture[1]);
        } else {
            steps().add(step(line));
        }
    }

    private static Scenario.Step step(String line) {
        String[] words = line.split(" ", 2);
        Map<String, String> captures = new HashMap<>();
        if (words[0].equals("GET")) {
            return new Scenario.Step("GET", words[1], "", "", captures);
        }
        String[] rest = words[1].split(" ", 2);
        String body = rest.length > 1 ? rest[1] : "";
        return new Scenario.Step(words[0], rest[0], body.isEmpty() ? "" : "application/json", body, captures);
    }

    private List<Scenario.Step> steps() {
        return scenarios.get(scenarios.size() - 1).steps();
    }
}
