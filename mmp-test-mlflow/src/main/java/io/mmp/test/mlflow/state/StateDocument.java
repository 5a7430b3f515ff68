package io.mmp.test.mlflow.state;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A whole state in memory, which has been checked. */
final class StateDocument implements StateSource {

    private final String name;
    private final Map<StateSection, List<Map<String, Object>>> sections = new EnumMap<>(StateSection.class);

    private StateDocument(String name) {
        this.name = name;
    }

    /** Read all of a source into memory and check it. */
    static StateDocument of(String name, StateSource source) {
        StateDocument document = new StateDocument(name);
        for (StateSection section : StateSection.values()) {
            document.sections.put(
                    section, source.records(section).map(StateDocument::copy).toList());
        }
        StateCheck.check(document);
        return document;
    }

    private static Map<String, Object> copy(Map<String, ?> record) {
        return new LinkedHashMap<>(record);
    }

    String name() {
        return name;
    }

    List<Map<String, Object>> section(StateSection section) {
        return sections.getOrDefault(section, List.of());
    }

    @Override
    public Stream<Map<String, Object>> records(StateSection section) {
        return section(section).stream();
    }
}
