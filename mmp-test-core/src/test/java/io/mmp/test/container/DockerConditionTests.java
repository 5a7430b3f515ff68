package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@Tag("e2e")
class DockerConditionTests {

    private static final String REASON =
            "Image 'mmp-test/no-such:1' is not on this machine. Run 'docker pull mmp-test/no-such:1', or build it.";

    @Test
    @EnabledIfDocker
    void a_test_is_skipped_with_the_reason_where_the_image_is_missing() {
        run(ImageTestCase.class, "auto")
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(skippedWithReason("[no-docker] " + REASON)));
    }

    @Test
    @EnabledIfDocker
    void a_test_fails_with_the_reason_where_the_image_is_required() {
        assertRefused(run(ImageTestCase.class, "required").testEvents(), "mmp.docker is required. " + REASON);
    }

    @Test
    @EnabledIfDocker
    void a_test_runs_where_docker_answers() {
        assertThat(run(DockerTestCase.class, "required")
                        .testEvents()
                        .succeeded()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_test_is_skipped_where_docker_is_switched_off() {
        run(DockerTestCase.class, "off")
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(skippedWithReason("[docker-off] mmp.docker is off")));
    }

    @Test
    void another_policy_is_refused() {
        assertRefused(
                run(DockerTestCase.class, "maybe").containerEvents(),
                "mmp.docker must be auto, required or off, but is 'maybe'");
    }

    @Test
    void a_test_is_skipped_and_a_required_one_fails_where_no_daemon_answers(@TempDir Path temp) throws Exception {
        Process jvm =
                SharingJvm.launch(JvmWithoutDocker.class, temp, Map.of("DOCKER_HOST", "unix:///no/such/docker.sock"));

        String reason = "Docker does not answer at unix:///no/such/docker.sock "
                + "(java.net.SocketException: No such file or directory). Start it, or set DOCKER_HOST to where it is.";
        assertThat(new String(jvm.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("auto: [no-docker] %s%nrequired: mmp.docker is required. %s%n".formatted(reason, reason));
    }

    @Test
    void a_daemon_that_stays_silent_is_waited_for_once_whatever_the_images(@TempDir Path temp) throws Exception {
        Path socket = temp.resolve("docker.sock");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            long start = System.nanoTime();
            Process jvm = SharingJvm.launch(JvmWithoutDocker.class, temp, Map.of("DOCKER_HOST", "unix://" + socket));

            String reason = ("Docker does not answer at unix://%s: GET /_ping has had no answer within 5 s."
                            + " Restart it, or set DOCKER_HOST to where another is.")
                    .formatted(socket);
            assertThat(new String(jvm.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo(
                            "auto: [no-docker] %s%nrequired: mmp.docker is required. %s%n".formatted(reason, reason));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
    }

    static EngineExecutionResults run(Class<?> testCase, String policy) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testCase))
                .configurationParameter("mmp.docker", policy)
                .execute();
    }

    private static void assertRefused(Events events, String text) {
        events.assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                cause(instanceOf(ExtensionConfigurationException.class), message(text)))));
    }

    @EnabledIfDocker
    static class DockerTestCase {

        @Test
        void succeeds() {}
    }

    static class ImageTestCase {

        @Test
        @EnabledIfDocker(image = "mmp-test/no-such:1")
        void succeeds() {}
    }
}
