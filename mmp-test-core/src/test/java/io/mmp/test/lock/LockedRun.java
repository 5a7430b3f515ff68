package io.mmp.test.lock;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes with locks in this JVM. */
final class LockedRun {

    private LockedRun() {}

    static Map<String, String> parallel() {
        return Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    }

    /** Run test classes with their lock files in the directory where the locks are looked at. */
    static EngineExecutionResults execute(Map<String, String> parameters, Class<?>... testCases) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .configurationParameters(parameters)
                .configurationParameter(
                        "mmp.lock.directory", HeldLocks.directory().toString());
        Stream.of(testCases).forEach(testCase -> kit.selectors(selectClass(testCase)));
        return kit.execute();
    }
}
