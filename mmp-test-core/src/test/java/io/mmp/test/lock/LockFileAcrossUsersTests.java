package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class LockFileAcrossUsersTests {

    private OtherUser other;

    @BeforeEach
    void requireOtherUser() throws IOException {
        other = OtherUser.require();
    }

    @AfterEach
    void removeItsFiles() throws IOException {
        if (other != null) {
            other.close();
        }
    }

    static Stream<Arguments> directoriesAndUmasks() {
        return Stream.of(Arguments.of(01777, "077"), Arguments.of(02777, "077"), Arguments.of(0777, "022"));
    }

    @ParameterizedTest
    @MethodSource("directoriesAndUmasks")
    void root_first_and_another_user_second(int mode, String umask) throws IOException {
        Path file = other.directory(mode).resolve("machine.lock");

        assertTakenInTurns(other.asRoot(umask), other.java(umask), file);
    }

    @ParameterizedTest
    @MethodSource("directoriesAndUmasks")
    void another_user_first_and_root_second(int mode, String umask) throws IOException {
        Path file = other.directory(mode).resolve("machine.lock");

        assertTakenInTurns(other.java(umask), other.asRoot(umask), file);
    }

    private static void assertTakenInTurns(List<String> first, List<String> second, Path file) throws IOException {
        try (LockingJvm holder = LockingJvm.start(first, "hold", file)) {
            assertThat(holder.line()).isEqualTo("held");
            assertThat(attempt(second, "try", file)).isEqualTo("busy");
            assertThat(attempt(second, "take", file))
                    .contains("held by process " + holder.pid() + " on ")
                    .contains("(LockingJvm.hold)");
            holder.proceed();
            assertThat(holder.line()).isNull();
        }
        assertThat(attempt(second, "try", file)).isEqualTo("free");
        assertThat(attempt(first, "try", file)).isEqualTo("free");
    }

    @Test
    void a_missing_lock_directory_is_made_for_those_who_may_use_the_one_above() throws IOException {
        Path file = other.directory(01777).resolve("new/deep/machine.lock");

        assertTakenInTurns(other.asRoot("077"), other.java("077"), file);
        assertThat(mode(file.resolveSibling(""))).isEqualTo(01777);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "hold-read", "hold-flock"})
    void a_killed_holder_of_another_user_is_cleaned_up_after(String action) throws IOException {
        Path directory = other.directory(01777);
        Path file = directory.resolve("killed.lock");
        for (List<String> java : List.of(other.asRoot("077"), other.java("077"))) {
            try (LockingJvm holder = LockingJvm.start(java, action, file)) {
                assertThat(holder.line()).isEqualTo("held");
            }
            assertThat(directory.resolve("lock.claims")).isDirectoryContaining("glob:**.held");
            for (String next : List.of("another.lock", "killed.lock")) {
                assertThat(attempt(other.java("022"), "take", directory.resolve(next)))
                        .isEqualTo("free");
                assertThat(directory.resolve("lock.claims")).isEmptyDirectory();
            }
        }
    }

    @Test
    void the_claim_of_a_killed_waiter_is_removed_by_whoever_comes_next() throws IOException {
        Path directory = other.directory(01777);
        Path claims = directory.resolve("lock.claims");
        try (LockingJvm holder = LockingJvm.start(other.asRoot("022"), "hold", directory.resolve("a.lock"))) {
            assertThat(holder.line()).isEqualTo("held");
            try (LockingJvm waiter = LockingJvm.start(other.java("022"), "wait", directory.resolve("a.lock"))) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(claims).isDirectoryContaining("glob:**.waiting"));
                waiter.kill();
            }

            assertThat(attempt(other.java("022"), "try", directory.resolve("b.lock")))
                    .isEqualTo("free");
            assertThat(claims)
                    .isDirectoryNotContaining("glob:**.waiting")
                    .isDirectoryContaining("glob:**a.lock-*.held");
        }
    }

    @Test
    void an_empty_file_that_only_its_owner_could_lock_is_for_all_once_the_owner_has_come() throws IOException {
        Path file = OtherUser.mode(Files.createFile(other.directory(01777).resolve("old.lock")), 0600);

        assertThat(attempt(other.java("022"), "take", file))
                .isEqualTo(
                        "Lock file %s cannot be used (java.io.IOException: it belongs to 'root', and '%s' may not write it;"
                                + " its owner can allow that with: chmod a+rw %s)."
                                + " Its directory must be on a local disk and writable by this user.",
                        file, OtherUser.ID, file);
        assertThat(attempt(other.asRoot("022"), "try", file)).isEqualTo("free");
        assertThat(attempt(other.java("022"), "try", file)).isEqualTo("free");
    }

    @Test
    void what_one_user_has_for_itself_stays_so() throws IOException {
        Path file = other.directory(0755).resolve("new/own.lock");
        Path withText = Files.writeString(other.directory(01777).resolve("secret"), "text");
        OtherUser.mode(withText, 0600);

        assertThat(attempt(other.asRoot("022"), "try", file)).isEqualTo("free");
        assertThat(attempt(other.asRoot("022"), "try", withText)).isEqualTo("free");

        assertThat(mode(file)).isEqualTo(0644);
        assertThat(mode(file.resolveSibling(""))).isEqualTo(0755);
        assertThat(mode(withText)).isEqualTo(0600);
        assertThat(attempt(other.java("022"), "take", file.resolveSibling("another.lock")))
                .isEqualTo(
                        "Lock file %s/another.lock cannot be used (java.nio.file.AccessDeniedException: %s/another.lock.guard)."
                                + " Its directory must be on a local disk and writable by this user.",
                        file.getParent(), file.getParent());
    }

    @Test
    void a_link_that_another_user_has_put_there_is_not_written_through() throws IOException {
        Path directory = other.directory(0777);
        Path target = other.directory(0755);
        Files.createSymbolicLink(directory.resolve("lock.claims"), target);

        assertThat(attempt(other.asRoot("022"), "try", directory.resolve("a.lock")))
                .contains("could not be recorded");
        assertThat(target).isEmptyDirectory();
    }

    private static String attempt(List<String> java, String action, Path file) throws IOException {
        try (LockingJvm jvm = LockingJvm.start(java, action, file)) {
            return String.join("\n", jvm.lines());
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
    }
}
