package io.mmp.test.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTests {

    @Test
    void flags_that_change_speed_or_memory_are_kept_without_what_differs_for_each_checkout() {
        assertThat(Machine.flags(List.of(
                        "-Xmx512m",
                        "-Dfoo=bar",
                        "-ea",
                        "-XX:+UseSerialGC",
                        "-XX:+HeapDumpOnOutOfMemoryError",
                        "-XX:HeapDumpPath=/home/me",
                        "-XX:ErrorFile=/tmp/x",
                        "-Xlog:gc",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-javaagent:/home/me/.m2/org.jacoco.agent-0.8.12-runtime.jar=destfile=/home/me/x.exec",
                        "-javaagent:C:\\me\\agent.jar",
                        "-agentlib:jdwp=transport=dt_socket,address=5005")))
                .isEqualTo(
                        "-XX:+UseSerialGC -Xmx512m -agentlib:jdwp -ea -javaagent:agent.jar -javaagent:org.jacoco.agent-0.8.12-runtime.jar");
    }

    @Test
    void this_machine_has_all_properties() {
        assertThat(Machine.here().properties())
                .containsOnlyKeys(Machine.NAMES)
                .containsEntry("cores", String.valueOf(Runtime.getRuntime().availableProcessors()))
                .hasEntrySatisfying(
                        "jvm",
                        jvm -> assertThat(jvm).endsWith(" " + Runtime.version().feature()));
        assertThat(Machine.here().differencesFrom(Machine.here())).isEmpty();
    }
}
