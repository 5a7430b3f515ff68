package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessPathTests {

    @ParameterizedTest
    @CsvSource({
        "Linux,      auto,     true,  LINUX",
        "Linux,      auto,     false, PORTABLE",
        "Linux,      portable, true,  PORTABLE",
        "Mac OS X,   auto,     false, PORTABLE",
        "FreeBSD,    auto,     false, PORTABLE",
        "Windows 11, auto,     false, NONE",
        "Windows 11, portable, true,  NONE",
    })
    void a_system_has_a_path(String system, String property, boolean hasLinuxTools, ProcessPath path) {
        assertThat(ProcessPath.of(system, property, hasLinuxTools)).isEqualTo(path);
    }

    @Test
    void another_value_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessPath.of("Linux", "Portable", true))
                .withMessage("mmp.process.path must be auto or portable, but is 'Portable'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentinel.sh", "janitor.sh"})
    void what_cleans_up_needs_nothing_of_linux_and_is_known_by_its_name(String script) {
        String portable = new PosixProcesses().script(script);
        assertThat(portable).doesNotContain("/proc", "setsid", "umount", "#!");
        assertThat(new LinuxProcesses().script(script)).contains("/proc");
        // The name stands behind the script, and of a command line the JDK reads 4,096 bytes.
        for (ProcessTable table : List.of(new PosixProcesses(), new LinuxProcesses())) {
            assertThat(table.script(script))
                    .hasSizeLessThan(3_500)
                    .doesNotContain("mmp-test-sentinel", "mmp-test-janitor");
        }
    }

    @Test
    void what_a_shell_or_a_program_of_apple_loses_goes_another_way() {
        Map<String, String> environment = new LinkedHashMap<>(Map.of(
                "DYLD_LIBRARY_PATH", "/opt/lib", "spring.mail.host", "mail", "MY_DYLD_", "stays", "PLAIN", "too"));

        StartFile file = StartFile.of(environment, List.of("server", "-v"));

        assertThat(file.words()).containsExactly("DYLD_LIBRARY_PATH=/opt/lib", "spring.mail.host=mail", "server", "-v");
        assertThat(environment).containsOnlyKeys("MY_DYLD_", "PLAIN");
    }

    @ParameterizedTest
    @CsvSource({
        "9,  Linux,    'SIGKILL, perhaps of the kernel for want of memory'",
        "9,  Mac OS X, 'SIGKILL, perhaps of the kernel for want of memory'",
        "10, Linux,    SIGUSR1",
        "30, Mac OS X, SIGUSR1",
        "31, Linux,    'SIGSYS, a forbidden system call'",
        "12, Mac OS X, 'SIGSYS, a forbidden system call'",
    })
    void a_signal_has_the_name_of_its_system(int number, String system, String name) {
        assertThat(ExitCode.signal(number, system)).hasValue(name);
        assertThat(ExitCode.signal(200, system)).isEmpty();
    }
}
