package io.mmp.test.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.container.SharingJvm.Attached;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares a real container among real JVMs and ends them in every way. */
@Tag("e2e")
@EnabledIfDocker(image = Redis.IMAGE)
class SharedContainersTests {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path temp;

    private SharedDirectory shared;

    @BeforeEach
    void share() {
        shared = new SharedDirectory(temp);
    }

    @AfterEach
    void clean_up() {
        shared.close();
    }

    @Test
    void four_jvms_that_race_get_one_container_which_goes_with_them() throws IOException {
        List<SharingJvm> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                jvms.add(SharingJvm.start(temp, AT_ONCE));
            }
            for (SharingJvm jvm : jvms) {
                jvm.beginAttach("redis", Redis.IMAGE);
            }
            List<String> ids = new ArrayList<>();
            for (SharingJvm jvm : jvms) {
                Attached attached = jvm.attached();
                ids.add(attached.id());
                assertThat(Redis.ping(attached.port())).isEqualTo("+PONG");
            }
            assertThat(shared.ids()).hasSize(1);
            assertThat(ids).containsOnly(shared.ids().get(0)).hasSize(4);
        } finally {
            for (SharingJvm jvm : jvms) {
                jvm.close();
            }
        }
        shared.awaitNoContainer();
        shared.awaitNoJanitor();
    }

    @Test
    void a_container_serves_until_the_last_lease_is_closed() throws IOException {
        try (SharingJvm first = SharingJvm.start(temp, AT_ONCE);
                SharingJvm last = SharingJvm.start(temp, AT_ONCE)) {
            first.attach();
            Attached attached = last.attach();

            first.closeLease();
            shared.awaitJanitors(1);
            assertThat(shared.ids()).containsExactly(attached.id());
            assertThat(Redis.ping(attached.port())).isEqualTo("+PONG");

            last.closeLease();
            shared.awaitNoContainer();
            assertThat(shared.leaseFile("redis")).doesNotExist();
        }
    }

    @Test
    void a_container_serves_until_all_lessees_were_killed() throws IOException {
        try (SharingJvm first = SharingJvm.start(temp, AT_ONCE);
                SharingJvm last = SharingJvm.start(temp, AT_ONCE)) {
            first.attach();
            Attached attached = last.attach();

            first.kill();
            shared.awaitJanitors(1);
            assertThat(shared.ids()).containsExactly(attached.id());
            assertThat(Redis.ping(attached.port())).isEqualTo("+PONG");

            last.kill();
            shared.awaitNoContainer();
        }
    }

    @Test
    void a_container_stays_for_its_idle_time() throws IOException {
        Duration idleTime = Duration.ofSeconds(3);
        String id;
        try (SharingJvm first = SharingJvm.start(temp, idleTime)) {
            id = first.attach().id();
        }
        try (SharingJvm second = SharingJvm.start(temp, idleTime)) {
            assertThat(second.attach().id()).isEqualTo(id);
            // The janitor of the first lease has looked after its idle time, and left it to the second.
            shared.awaitJanitors(1);

            long start = System.nanoTime();
            second.closeLease();
            shared.awaitNoContainer();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(idleTime);
        }
    }

    @Test
    void a_container_is_kept_when_one_lessee_says_so() throws IOException {
        Attached kept;
        try (SharingJvm keeping = SharingJvm.start(temp, AT_ONCE, Map.of("MMP_KEEP_CONTAINERS", "1"));
                SharingJvm other = SharingJvm.start(temp, AT_ONCE)) {
            kept = other.attach();
            keeping.attach();
        }
        shared.awaitNoJanitor();
        assertThat(shared.ids()).containsExactly(kept.id());

        try (SharingJvm later = SharingJvm.start(temp, AT_ONCE)) {
            assertThat(later.attach()).extracting(Attached::id, Attached::port).containsExactly(kept.id(), kept.port());
        }
        shared.awaitNoJanitor();
        assertThat(Redis.ping(kept.port())).isEqualTo("+PONG");
    }

    @Test
    void a_container_whose_janitors_were_killed_too_goes_when_another_is_started() throws IOException {
        try (SharingJvm killed = SharingJvm.start(temp, AT_ONCE);
                SharingJvm idle = SharingJvm.start(temp, LONG);
                SharingJvm other = SharingJvm.start(temp, AT_ONCE)) {
            String orphan = killed.attach("orphan").id();
            String leased = idle.attach("leased").id();
            killed.kill();
            shared.killJanitors();

            String started = other.attach("another").id();

            shared.awaitJanitors(1);
            assertThat(shared.ids()).containsExactlyInAnyOrder(leased, started).doesNotContain(orphan);
        }
    }

    @Test
    void two_images_of_one_name_are_two_containers() throws IOException {
        ContainerSpec spec = Redis.spec("redis", Redis.IMAGE);

        assertThat(LeaseDirectory.of(Redis.spec("redis", "redis:6"))).isNotEqualTo(LeaseDirectory.of(spec));
        assertThat(LeaseDirectory.of(spec.withIdleTime(LONG))).isEqualTo(LeaseDirectory.of(spec));
    }

    @Test
    void ports_are_on_the_loopback_only_and_ryuk_is_not_told() throws IOException {
        try (SharingJvm jvm = SharingJvm.start(temp, AT_ONCE)) {
            Attached attached = jvm.attach();

            Map<?, ?> container = shared.containers().get(0);
            Map<String, Object> port = Map.of(
                    "IP",
                    "127.0.0.1",
                    "PrivatePort",
                    new BigDecimal(Redis.PORT),
                    "PublicPort",
                    new BigDecimal(attached.port()),
                    "Type",
                    "tcp");
            assertThat(container.get("Ports")).isEqualTo(List.of(port));
            assertThat(String.valueOf(container.get("Labels")))
                    .contains("io.mmp.test.container=redis-", "org.testcontainers=true")
                    .doesNotContain("org.testcontainers.sessionId");
        }
    }
}
