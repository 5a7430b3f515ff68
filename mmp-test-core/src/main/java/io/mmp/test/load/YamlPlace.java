package io.mmp.test.load;

import io.mmp.test.text.YamlNodes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a YAML file, which names the file, the line and the key when it is not as it should be.
 *
 * @param file where it was read
 * @param key what leads to it, such as {@code spec.objectives[0].target}; empty for a document
 * @param node what was read
 */
record YamlPlace(Path file, String key, Node node) {

    /** Read the documents of a file. */
    static List<YamlPlace> documents(Path file, String what) {
        try {
            List<YamlPlace> documents = new ArrayList<>();
            for (Iterator<Node> nodes = YamlNodes.of(Files.readString(file)); nodes.hasNext(); ) {
                Node node = nodes.next();
                // After the last separator there may be nothing.
                if (!(node instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
                    documents.add(new YamlPlace(file, "", node));
                }
            }
            return documents;
        } catch (MarkedYamlEngineException e) {
            throw new LoadException(
                    "The %s %s%s is not YAML: %s.".formatted(what, file, line(e.getProblemMark()), e.getProblem()), e);
        } catch (YamlEngineException | MalformedInputException e) {
            throw new LoadException("The %s %s is not YAML: %s.".formatted(what, file, e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new LoadException("The %s %s does not exist.".formatted(what, file), e);
        } catch (IOException e) {
            throw new LoadException("The %s %s cannot be read (%s).".formatted(what, file, e), e);
        }
    }

    private static String line(Optional<Mark> mark) {
        return mark.map(at -> ", line " + (at.getLine() + 1) + ",").orElse("");
    }

    /** Return the members, each of which must be one of these; any if there are none of these. */
    Map<String, YamlPlace> members(String... known) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must be a mapping, but is " + shown());
        }
        Map<String, YamlPlace> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            YamlPlace value = new YamlPlace(file, key.isEmpty() ? name : key + "." + name, tuple.getValueNode());
            YamlPlace named = new YamlPlace(file, value.key, tuple.getKeyNode());
            if (known.length > 0 && !Arrays.asList(known).contains(name)) {
                throw named.wrong("is unknown here. Known are " + String.join(", ", known));
            }
            if (members.put(name, value) != null) {
                throw named.wrong("stands here twice");
            }
        }
        return members;
    }

    /** Return a member that must be there. */
    YamlPlace require(String name) {
        YamlPlace member = members().get(name);
        if (member == null) {
            throw new YamlPlace(file, key.isEmpty() ? name : key + "." + name, node).wrong("is missing");
        }
        return member;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(members().get(name)).map(YamlPlace::text);
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("must be a text, but is " + shown());
    }

    BigDecimal number(String expected) {
        try {
            return new BigDecimal(text());
        } catch (NumberFormatException e) {
            throw wrong("must be %s, but is '%s'".formatted(expected, text()));
        }
    }

    List<YamlPlace> elements() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("must be a list, but is " + shown());
        }
        List<YamlPlace> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlPlace(file, key + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    private String shown() {
        return switch (node.getNodeType()) {
            case MAPPING -> "a mapping";
            case SEQUENCE -> "a list";
            default -> "'" + text() + "'";
        };
    }

    LoadException wrong(String problem) {
        return new LoadException("The OpenSLO file %s%s '%s' %s."
                .formatted(file, line(node.getStartMark()), key.isEmpty() ? "the document" : key, problem));
    }
}
