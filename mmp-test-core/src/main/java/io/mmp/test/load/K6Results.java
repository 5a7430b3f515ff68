package io.mmp.test.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads what a script of k6 has measured, to be judged as any other load.
 *
 * <pre>{@code
 * // k6 run --out json=k6.json search.js
 * assertThat(K6Results.read(Path.of("k6.json"), LoadModel.OPEN)).hasP95AtMost(Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>Each point of {@code http_req_duration} is a request, named by its tag {@code name}; it failed if k6 did not expect its response. k6
 * measures from when a request is sent, on a connection that is there, and tells the time at which it ended. An iteration that was dropped,
 * since no user of the script was free, is one request that was never sent, of the task {@code dropped iterations}. All that is in the file
 * counts: k6 has no warm-up. The format is that of k6's
 * documentation ("JSON", real-time results); no k6 was run here.
 *
 * @since 0.1.0
 */
public final class K6Results {

    private K6Results() {}

    /**
     * Read the file of {@code k6 run --out json=FILE}.
     *
     * @param file a JSON object a line
     * @param model {@link LoadModel#OPEN} if the executors of all scenarios have an arrival rate, else {@link LoadModel#CLOSED}, whose latencies
     *     hide stalls
     * @throws LoadException if the file cannot be read, is not of k6, or has no request in it
     */
    public static LoadResult read(Path file, LoadModel model) {
        K6Points points = new K6Points();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                points.add(line);
            }
        } catch (IOException e) {
            throw new LoadException("Results of k6 in %s cannot be read: %s".formatted(file, e), e);
        } catch (RuntimeException e) { // of JSON, of numbers, of times, of what is missing
            throw new LoadException(
                    "Line %s of %s is no point of k6: %s. Write the file by 'k6 run --out json=FILE'."
                            .formatted(number, file, e.getMessage()),
                    e);
        }
        if (points.isEmpty()) {
            throw new LoadException(
                    "%s has no request among its %s lines: no point of http_req_duration. Write the file by 'k6 run --out json=FILE'."
                            .formatted(file, number));
        }
        Instant start = points.start();
        RunPlan plan = new RunPlan(
                String.valueOf(file.getFileName()),
                model,
                points.tasks(),
                Duration.between(start, points.end()),
                points.users(),
                Duration.ofMillis(50),
                start);
        return new LoadResult(plan, points.flights());
    }
}
