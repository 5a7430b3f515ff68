package io.mmp.test.lock;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class MachineDirectoryTests {

    private static final String NON_ASCII = "gr\u00f6\u00dfe";

    @TempDir
    Path directory;

    @Test
    void a_temp_directory_that_the_posix_locale_cannot_name_is_refused_with_the_remedy() throws IOException {
        assertThat(temp("LC_ALL=C.UTF-8", directory + "/" + NON_ASCII)).isEqualTo(directory + "/" + NON_ASCII);
        assertThat(temp("LC_ALL=C", directory + "/ascii")).isEqualTo(directory + "/ascii");
        assertThat(temp("LC_ALL=C", directory + "/" + NON_ASCII))
                .startsWith("java.io.tmpdir is '" + directory + "/gr")
                .endsWith("which is no path in the locale of this JVM, whose file names are ANSI_X3.4-1968."
                        + " Start it with LC_ALL=C.UTF-8, or with an ASCII name in -Djava.io.tmpdir.");
    }

    /** The name goes through a file: this JVM may be in the POSIX locale itself. */
    private String temp(String locale, String temp) throws IOException {
        Path script = Files.writeString(
                directory.resolve("start.sh"),
                "exec env %s \"$1\" -Dstdout.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 '-Djava.io.tmpdir=%s' -cp \"$2\" \"$3\" \"$4\" \"$5\"\n"
                        .formatted(locale, temp));
        List<String> java = new ArrayList<>(List.of("sh", script.toString()));
        java.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path")));
        try (LockingJvm jvm = LockingJvm.start(java, "temp", directory)) {
            // JDK 25 warns of a directory that is not there.
            return jvm.lines().stream()
                    .filter(line -> !line.startsWith("WARNING: "))
                    .collect(joining("\n"));
        }
    }

    /** There, a path of a directory of a server would also be longer than a socket's may be. */
    @Test
    void users_of_macos_who_have_a_temp_directory_each_meet_in_tmp() {
        for (String own : List.of("/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/", "/private/var/folders/ab/c/T")) {
            assertThat(MachineDirectory.meeting(Path.of(own))).isEqualTo(Path.of("/tmp"));
        }
        for (String other : List.of("/tmp", "/var/folders-of-mine", "/home/me/tmp", "relative")) {
            assertThat(MachineDirectory.meeting(Path.of(other))).isEqualTo(Path.of(other));
        }
    }

    @Test
    void what_linux_tells_of_this_user_and_host_is_known_without_it_too() throws IOException {
        assertThat(UserName.uidOfNewFile()).isEqualTo(UserName.uid()).isPresent();
        Path name = Path.of("/proc/sys/kernel/hostname");
        assumeThat(name).isReadable();
        assertThat(Claim.nodeName()).hasValue(Files.readString(name).strip());
    }

    @Test
    void a_user_without_a_name_has_a_directory_by_number() throws IOException {
        try (OtherUser other = OtherUser.require();
                LockingJvm jvm = LockingJvm.start(other.java("022"), "user", directory)) {
            assertThat(jvm.line()).isEqualTo(System.getProperty("java.io.tmpdir") + "/mmp-test-" + OtherUser.ID);
        }
    }

    @Test
    void the_ports_of_the_machine_are_leased_among_all_its_users() throws IOException {
        try (OtherUser other = OtherUser.require()) {
            Path file = other.directory(01777).resolve("mmp-test.ports/port-20000.lock");
            try (LockingJvm holder = LockingJvm.start(other.asRoot("077"), "hold", file)) {
                assertThat(holder.line()).isEqualTo("held");
                try (LockingJvm second = LockingJvm.start(other.java("077"), "try", file)) {
                    assertThat(second.line()).isEqualTo("busy");
                }
            }
        }
    }
}
