package io.mmp.test.mlflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class FirstServerTests {

    private static final String ENDPOINTS = "io.mmp.test.mlflow.embedded.tracking.RunLogging";
    private static final String JSON = "com.fasterxml.jackson.core.JsonFactory";
    private static final String DATES = "sun.util.resources.cldr.TimeZoneNames_en";

    @Test
    void what_the_first_request_needs_is_loaded_by_one_thread_which_ends(@TempDir Path temporary) throws IOException {
        assertThat(loaded("prepare", temporary)).contains(ENDPOINTS, JSON, DATES, "threads: 1, then 0");

        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void nobody_who_does_not_ask_for_it_loads_anything(@TempDir Path temporary) throws IOException {
        assertThat(loaded("nothing", temporary)).contains("threads: 0, then 0").doesNotContain(ENDPOINTS, JSON, DATES);
    }

    private static String loaded(String what, Path temporary) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstServerTests.class.getName(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(jvm.getInputStream().readAllBytes(), UTF_8);
    }

    /** Let a JVM of its own prepare, twice, or do nothing. */
    public static void main(String... what) throws InterruptedException {
        if (what[0].equals("prepare")) {
            EmbeddedMlflow.prepare();
            EmbeddedMlflow.prepare();
        }
        long most = threads();
        for (long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
                threads() > 0 && System.nanoTime() < end; ) {
            Thread.sleep(10);
        }
        System.out.println("threads: " + most + ", then " + threads());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mmp-"))
                .count();
    }
}
