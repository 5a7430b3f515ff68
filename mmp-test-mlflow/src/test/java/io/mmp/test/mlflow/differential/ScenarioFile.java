package io.mmp.test.mlflow.differential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads scenarios from a file beside this class.
 *
 * <p>A line {@code == title} starts a scenario. {@code VERB endpoint body} is a request; a GET has a query, written as it is meant,
 * instead of a body. The indented lines below a request are {@code name = path.of.value}, which captures a value of the answer, or
 * {@code Name: value}, a header; JSON is the type of a body unless one says otherwise. Lines that start with {@code #} are comments.
 */
final class ScenarioFile {

    private static final Pattern HEADER = Pattern.compile(" +([A-Z][A-Za-z-]+): ?(.*)");

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
        } else if (line.startsWith("  ")) {
            Scenario.Step step = steps().get(steps().size() - 1);
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                step.headers().put(header.group(1), header.group(2));
            } else {
                String[] capture = line.strip().split(" = ", 2);
                step.captures().put(capture[0], capture[1]);
            }
        } else {
            steps().add(step(line));
        }
    }

    private static Scenario.Step step(String line) {
        String[] words = line.split(" ", 2);
        Map<String, String> headers = new TreeMap<>();
        if (words[0].equals("GET")) {
            return new Scenario.Step("GET", words[1], headers, "", new HashMap<>());
        }
        String[] rest = words[1].split(" ", 2);
        String body = rest.length > 1 ? rest[1] : "";
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return new Scenario.Step(words[0], rest[0], headers, body, new HashMap<>());
    }

    private List<Scenario.Step> steps() {
        return scenarios.get(scenarios.size() - 1).steps();
    }
}
