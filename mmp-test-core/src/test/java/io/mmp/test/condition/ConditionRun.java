package io.mmp.test.condition;

import static java.util.stream.Collectors.toMap;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;

/**
 * What became of the tests of a class.
 *
 * @param succeeded how many ran to their end
 * @param skipped the reasons of skips
 * @param failed the messages of failures
 */
record ConditionRun(long succeeded, List<String> skipped, List<String> failed) {

    static ConditionRun of(Class<?> type, String... parameters) {
        Map<String, String> configured = Stream.of(parameters)
                .map(parameter -> parameter.split("=", 2))
                .collect(toMap(parts -> parts[0], parts -> parts[1]));
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .configurationParameters(configured)
                .execute();
        return new ConditionRun(
                results.testEvents().succeeded().count(),
                results.allEvents().stream()
                        .filter(event -> event.getType() == EventType.SKIPPED)
                        .map(event -> event.getRequiredPayload(String.class))
                        .toList(),
                results.allEvents().failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .map(ConditionRun::deepest)
                                .orElse(""))
                        .toList());
    }

    private static String deepest(Throwable thrown) {
        return thrown.getCause() == null ? String.valueOf(thrown.getMessage()) : deepest(thrown.getCause());
    }
}
