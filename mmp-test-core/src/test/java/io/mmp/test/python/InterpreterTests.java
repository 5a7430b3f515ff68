package io.mmp.test.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters that are shell scripts, because no machine has all the wrong ones. */
@Tag("integration")
class InterpreterTests {

    private static final PythonPackage WANTED = new PythonPackage(
            "snakes", "Snakes", "1.0", List.of("snakes==1.0"), "", new PythonPackage.Finish("", List.of(), "", ""));

    @TempDir
    Path directory;

    @Test
    void an_interpreter_that_is_recent_enough_is_taken_by_its_own_name() throws Exception {
        assertThat(Interpreter.find(WANTED, launcher("echo 3 10 0 /opt/some python/bin/python3.10"))
                        .executable())
                .isEqualTo("/opt/some python/bin/python3.10");
    }

    @Test
    void an_old_interpreter_is_refused() throws Exception {
        assertRefusal(launcher("echo 3 9 21 /usr/bin/python3.9"), "is Python 3.9.21");
        assertRefusal(launcher("echo 2 7 18 /usr/bin/python2.7"), "is Python 2.7.18");
    }

    @Test
    void a_broken_interpreter_is_refused() throws Exception {
        assertRefusal(launcher("echo no such version >&2; exit 3"), "exited with code 3: no such version");
        assertRefusal(
                launcher("echo welcome to our python wrapper"), "exited with code 0: welcome to our python wrapper");
    }

    @Test
    void a_missing_interpreter_is_refused() {
        assertRefusal(directory.resolve("missing").toString(), "cannot be run");
    }

    private void assertRefusal(String python, String reason) {
        assertThatThrownBy(() -> Interpreter.find(WANTED, python))
                .isInstanceOf(PythonInstallationException.class)
                .hasMessage(
                        "Snakes needs Python 3.10 or later, but '%s' %s. Install one, or name one with mmp.python.",
                        python, reason);
    }

    private String launcher(String script) throws IOException {
        Path file = Files.createTempFile(
                directory,
                "python",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(file, "#!/bin/sh\n" + script + "\n").toString();
    }
}
