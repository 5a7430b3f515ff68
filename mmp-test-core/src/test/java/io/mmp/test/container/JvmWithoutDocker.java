package io.mmp.test.container;

import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EventType;

/** Says what a test that needs Docker comes to in this JVM, with either policy. */
final class JvmWithoutDocker {

    private JvmWithoutDocker() {}

    public static void main(String[] args) {
        EngineExecutionResults skipped = DockerConditionTests.run(DockerConditionTests.DockerTestCase.class, "auto");
        skipped.containerEvents()
                .filter(event -> event.getType() == EventType.SKIPPED)
                .forEach(event -> System.out.println("auto: " + event.getRequiredPayload(String.class)));
        EngineExecutionResults failed = DockerConditionTests.run(DockerConditionTests.DockerTestCase.class, "required");
        failed.containerEvents().failed().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow().getCause())
                .forEach(cause -> System.out.println("required: " + cause.getMessage()));
    }
}
