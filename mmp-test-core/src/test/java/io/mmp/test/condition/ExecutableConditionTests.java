package io.mmp.test.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class ExecutableConditionTests {

    private static final String REASON = "'quux-server' was not found in PATH";
    private static final String CODED = "[no-quux-server] " + REASON;

    @Test
    void a_test_runs_where_the_program_is() {
        assertThat(ConditionRun.of(PresentTestCase.class, "mmp.executable=required"))
                .isEqualTo(new ConditionRun(1, List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                MissingTestCase.class,
                InheritingTestCase.class,
                MethodTestCase.class,
                MetaTestCase.class,
                NestingTestCase.class,
                RepeatedTestCase.class,
                TwoKindsTestCase.class
            })
    void a_test_is_skipped_with_a_code_where_it_is_not(Class<?> type) {
        assertThat(ConditionRun.of(type)).isEqualTo(new ConditionRun(0, List.of(CODED), List.of()));
    }

    @Test
    void a_hint_is_part_of_the_reason() {
        assertThat(ConditionRun.of(HintTestCase.class).skipped()).containsExactly(CODED + "; on Debian install quux");
    }

    @Test
    void a_required_program_that_is_missing_fails_the_test() {
        assertThat(ConditionRun.of(MissingTestCase.class, "mmp.executable=required")
                        .failed())
                .containsExactly("mmp.executable is required. " + REASON);
    }

    @Test
    void one_program_of_several_can_be_required_or_switched_off() {
        assertThat(ConditionRun.of(MissingTestCase.class, "mmp.executable=off", "mmp.executable.quux-server=required")
                        .failed())
                .containsExactly("mmp.executable.quux-server is required. " + REASON);
        assertThat(ConditionRun.of(PresentTestCase.class, "mmp.executable.sh=off")
                        .skipped())
                .containsExactly("[executable-sh-off] mmp.executable.sh is off");
    }

    @Test
    void a_program_that_is_too_old_is_not_there() {
        assertThat(ConditionRun.of(OldTestCase.class).skipped())
                .singleElement()
                .asString()
                .matches("\\[no-bash] \\S+/bash is of version [0-9.]+, but at least 99 is needed");
        assertThat(ConditionRun.of(NewEnoughTestCase.class).succeeded()).isEqualTo(1);
    }

    @Test
    void a_program_without_a_version_says_what_it_printed() {
        assertThat(ConditionRun.of(SilentTestCase.class).skipped())
                .singleElement()
                .asString()
                .matches("\\[no-true] '\\S+/true ' printed no version, but ''");
    }

    @Test
    void what_means_nothing_is_refused() {
        assertThat(ConditionRun.of(BlankTestCase.class).failed())
                .containsExactly("@EnabledIfExecutable needs the name of a program");
        assertThat(ConditionRun.of(NoVersionTestCase.class).failed())
                .containsExactly(
                        "@EnabledIfExecutable(\"sh\") has atLeast = \"seven\", which is no version such as 7.2");
    }

    @Test
    void a_program_is_a_file_that_can_be_run(@TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve("folder"));
        Files.writeString(directory.resolve("text"), "no program");
        Path program = Files.createFile(
                directory.resolve("pro gram"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThat(Executables.find("folder", directory.toString())).isEmpty();
        assertThat(Executables.find("text", directory.toString())).isEmpty();
        assertThat(Executables.find("pro gram", ":\0:" + directory)).hasValue(program);
        assertThat(Executables.find(program.toString(), "")).hasValue(program);
        assertThat(Executables.find(directory + "/none", directory.toString())).isEmpty();
        assertThat(Executables.find("sh", "")).isPresent();
    }

    @EnabledIfExecutable("sh")
    static class PresentTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfExecutable("quux-server")
    static class MissingTestCase {
        @Test
        void runs() {}
    }

    static class InheritingTestCase extends MissingTestCase {}

    static class MethodTestCase {
        @Test
        @EnabledIfExecutable("quux-server")
        void runs() {}
    }

    @EnabledIfExecutable("quux-server")
    @Retention(RetentionPolicy.RUNTIME)
    @interface NeedsQuux {}

    @NeedsQuux
    static class MetaTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfExecutable("quux-server")
    static class NestingTestCase {
        @Nested
        class InnerTestCase {
            @Test
            void runs() {}
        }
    }

    @EnabledIfExecutable("sh")
    @EnabledIfExecutable("quux-server")
    static class RepeatedTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfService("127.0.0.1:1")
    static class TwoKindsTestCase extends MissingTestCase {}

    @EnabledIfExecutable(value = "quux-server", hint = "on Debian install quux")
    static class HintTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfExecutable(value = "bash", atLeast = "99")
    static class OldTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfExecutable(value = "bash", atLeast = "2.0")
    static class NewEnoughTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfExecutable(value = "true", atLeast = "1", versionOption = "")
    static class SilentTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfExecutable(" ")
    static class BlankTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfExecutable(value = "sh", atLeast = "seven")
    static class NoVersionTestCase {
        @Test
        void runs() {}
    }
}
