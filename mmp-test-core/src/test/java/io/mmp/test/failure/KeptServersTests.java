package io.mmp.test.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptServersTests {

    private static final Pattern TEXT = Pattern.compile(
            "Kept for you to look at, since Ranking > ranks\\(\\) failed: MLflow server at http://127.0.0.1:1\\. It ends when you delete (\\S+delete-me), or in (\\d+) s\\.");

    private final List<String> published = new ArrayList<>();

    @Test
    void a_test_waits_until_its_file_is_deleted() throws IOException {
        KeptServers servers = new KeptServers(Map.of());
        servers.keep(
                "Ranking > ranks()", List.of("MLflow server at http://127.0.0.1:1"), Duration.ofMinutes(5), text -> {
                    published.add(text);
                    Matcher matcher = TEXT.matcher(text);
                    assertThat(matcher.matches()).as(text).isTrue();
                    Path file = Path.of(matcher.group(1));
                    assertThat(file).hasContent(text);
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        assertThat(published).hasSize(1);
    }

    @Test
    void all_that_fail_wait_until_the_same_end() throws IOException {
        KeptServers servers = new KeptServers(Map.of("CI", "false"));
        for (int i = 0; i < 3; i++) {
            servers.keep("test", List.of("server"), Duration.ofMillis(300), published::add);
        }
        assertThat(published).hasSize(1);
        assertThat(Path.of(published.get(0).replaceAll(".*delete |, or in.*", "")))
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CI=true", "CI=1", "JENKINS_URL=http://ci", "TF_BUILD=True", "TEAMCITY_VERSION=2025.1"})
    void a_build_server_waits_for_nobody(String variable) throws IOException {
        String[] parts = variable.split("=", 2);
        new KeptServers(Map.of(parts[0], parts[1]))
                .keep("test", List.of("server"), Duration.ofMinutes(5), published::add);
        assertThat(published).isEmpty();
    }

    @Test
    void nothing_to_look_at_is_not_waited_for() throws IOException {
        new KeptServers(Map.of()).keep("test", List.of(), Duration.ofMinutes(5), published::add);
        assertThat(published).isEmpty();
    }
}
