package io.mmp.test.monitor;

import io.mmp.test.text.YamlNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a YAML file of Prometheus, which knows where it stands.
 *
 * @param file where it was read
 * @param key what leads to it, such as {@code groups[0].rules}
 */
record YamlValue(Path file, String key, Node node) {

    /** Read a file of one document. */
    static YamlValue read(Path file) {
        try {
            Iterator<Node> nodes = YamlNodes.of(Files.readString(file));
            if (!nodes.hasNext()) {
                throw new MonitorException("The file %s is empty.".formatted(file));
            }
            return new YamlValue(file, "", nodes.next());
        } catch (YamlEngineException e) {
            throw new MonitorException(
                    "The file %s is not YAML: %s"
                            .formatted(file, String.valueOf(e.getMessage()).strip()),
                    e);
        } catch (NoSuchFileException e) {
            throw new MonitorException("The file %s does not exist.".formatted(file), e);
        } catch (IOException e) {
            throw new MonitorException("The file %s cannot be read (%s).".formatted(file, e), e);
        } catch (NoClassDefFoundError e) {
            throw new MonitorException(
                    "The YAML of Prometheus is read by org.snakeyaml:snakeyaml-engine, which is not there: add it to the test class path.",
                    e);
        }
    }

    /** Return the line on which it starts, from 1. */
    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    Map<String, YamlValue> members() {
        if (isEmpty()) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must be a mapping");
        }
        Map<String, YamlValue> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            members.put(name, new YamlValue(file, key.isEmpty() ? name : key + "." + name, tuple.getValueNode()));
        }
        return members;
    }

    Optional<YamlValue> member(String name) {
        return Optional.ofNullable(members().get(name));
    }

    YamlValue require(String name) {
        return member(name).orElseThrow(() -> wrong("has no '%s'".formatted(name)));
    }

    /** Return the elements of a member that is a list; none if there is no such member. */
    List<YamlValue> elements(String name) {
        return member(name).map(YamlValue::elements).orElse(List.of());
    }

    private List<YamlValue> elements() {
        if (isEmpty()) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("must be a list");
        }
        List<YamlValue> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlValue(file, key + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    private boolean isEmpty() {
        return node instanceof ScalarNode scalar
                && (scalar.getValue().isEmpty() || scalar.getValue().equals("null"));
    }

    Optional<String> text(String name) {
        return member(name).map(YamlValue::text);
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("must be a text");
    }

    /** Return the texts of the members of a mapping. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        member(name).ifPresent(mapping -> mapping.members().forEach((label, value) -> texts.put(label, value.text())));
        return texts;
    }

    MonitorException wrong(String problem) {
        return new MonitorException(
                "%s:%s: '%s' %s.".formatted(file, line(), key.isEmpty() ? "the document" : key, problem));
    }
}
