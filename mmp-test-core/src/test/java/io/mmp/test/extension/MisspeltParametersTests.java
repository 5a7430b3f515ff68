package io.mmp.test.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class MisspeltParametersTests {

    private static final Set<String> KNOWN = MisspeltParameters.known();

    @ParameterizedTest
    @CsvSource({
        "mmp.dokcer, mmp.docker",
        "mmp.metrics.directory, mmp.metrics.dir",
        "mmp.lock.dir, mmp.lock.directory",
        "mmp.databse.server, mmp.database.server",
        "mmp.Docker, mmp.docker",
        "mmp.database-server, mmp.database.server",
        "mmp.cachedir, mmp.cache.dir",
    })
    void a_name_that_is_near_to_one_is_told(String name, String meant) {
        assertThat(MisspeltParameters.warnings(List.of(name), KNOWN))
                .containsExactly("The parameter '%s' has no effect, since nobody reads it. Did you mean '%s'?"
                        .formatted(name, meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mmp.docker",
                "mmp.settings.pool.size",
                "mmp.executable.docker",
                "mmp.junit.version",
                "mmp.surefire.version",
                "mmp.locust",
                "mmp.vegeta",
                "mmp.feast.python",
                "mmp.shop.url",
                "mmp.",
            })
    void names_of_the_library_and_those_of_others_are_left_alone(String name) {
        assertThat(MisspeltParameters.warnings(List.of(name), KNOWN)).isEmpty();
    }

    @Test
    void without_metadata_nothing_is_told() {
        assertThat(MisspeltParameters.warnings(List.of("mmp.dokcer"), Set.of())).isEmpty();
    }

    @Test
    void a_run_is_warned_and_goes_on() {
        Queue<String> warnings = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                warnings.add(message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(MisspeltParameters.class.getName());
        logger.addHandler(handler);
        try {
            LauncherFactory.create()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(RunTestCase.class))
                            .configurationParameter("mmp.dokcer", "required")
                            .configurationParameter("mmp.gpu", "off")
                            .build());
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(warnings)
                .contains("The parameter 'mmp.dokcer' has no effect, since nobody reads it. Did you mean 'mmp.docker'?")
                .noneMatch(warning -> warning.contains("mmp.gpu"));
    }

    static class RunTestCase {

        @Test
        void runs() {}
    }
}
