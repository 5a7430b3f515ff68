package io.mmp.test.examples.checklist;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** What tests and their classes published by one key. */
final class Published {

    private final Map<String, List<String>> values = new ConcurrentHashMap<>();
    private final String key;

    Published(String key) {
        this.key = key;
    }

    void clear() {
        values.clear();
    }

    void add(TestIdentifier node, ReportEntry entry) {
        String value = entry.getKeyValuePairs().get(key);
        if (value != null && !value.isBlank()) {
            values.computeIfAbsent(node.getUniqueId(), id -> new CopyOnWriteArrayList<>())
                    .add(value.strip());
        }
    }

    /** Return what a test and those above it published, each value once. */
    List<String> of(TestIdentifier test, TestPlan plan) {
        return Stream.iterate(Optional.of(test), Optional::isPresent, node -> node.flatMap(plan::getParent))
                .flatMap(node -> values.getOrDefault(node.orElseThrow().getUniqueId(), List.of()).stream())
                .distinct()
                .toList();
    }
}
