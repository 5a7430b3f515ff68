package io.mmp.test.extension;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class HttpServersTests {

    private static final String NODELAY = "sun.net.httpserver.nodelay";

    private final String before = System.getProperty(NODELAY);

    @AfterEach
    void restore() {
        System.setProperty(NODELAY, before);
    }

    @Test
    void answer_at_once_from_the_start_of_the_tests() {
        assertThat(before).isEqualTo("true");
    }

    @Test
    void answer_at_once_when_a_launcher_starts() {
        System.clearProperty(NODELAY);

        LauncherSession session = LauncherFactory.openSession();
        session.close();

        assertThat(System.getProperty(NODELAY)).isEqualTo("true");
    }

    @Test
    void wait_where_the_property_says_so() {
        System.setProperty(NODELAY, "false");

        LauncherSession session = LauncherFactory.openSession();
        session.close();

        assertThat(System.getProperty(NODELAY)).isEqualTo("false");
    }
}
