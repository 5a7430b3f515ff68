package io.mmp.test.mlflow.size;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.mlflow.benchmark.FilledServer;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowRuns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A second JVM with little memory that reads runs, one after the other, or three times into a list, and prints how many. */
final class SmallHeap {

    private SmallHeap() {}

    static String read(String heap, URI uri, String way, int runs) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.config.file=/dev/null",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        uri.toString(),
                        way,
                        String.valueOf(runs))
                .redirectErrorStream(true)
                .start();
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    public static void main(String... arguments) {
        URI uri = URI.create(arguments[0]);
        int most = Integer.parseInt(arguments[2]);
        System.out.println(arguments[1].equals("held") ? held(uri, most) : streamed(uri, most) + " runs");
    }

    private static long streamed(URI uri, int most) {
        return search(uri, most)
                .filter(run -> run.data().metrics().containsKey("loss"))
                .count();
    }

    private static List<LoggedRun> held(URI uri, int most) {
        return Stream.of(uri, uri, uri).flatMap(from -> search(from, most)).toList();
    }

    private static Stream<LoggedRun> search(URI uri, int most) {
        return MlflowRuns.at(uri).search(FilledServer.EXPERIMENT, "").limit(most);
    }
}
