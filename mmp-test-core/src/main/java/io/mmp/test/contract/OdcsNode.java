package io.mmp.test.contract;

import io.mmp.test.text.Nearest;
import io.mmp.test.text.YamlNodes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A part of a contract's file, which knows its line, and takes down what is wrong. */
final class OdcsNode {

    private final Path file;
    private final Node node;
    private final String path;
    private final List<String> faults;

    private OdcsNode(Path file, Node node, String path, List<String> faults) {
        this.file = file;
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    static OdcsNode read(Path file, List<String> faults) {
        try {
            Iterator<Node> documents = YamlNodes.of(Files.readString(file));
            if (!documents.hasNext()) {
                throw new ContractException("%s is empty.".formatted(file));
            }
            OdcsNode root = new OdcsNode(file, documents.next(), "", faults);
            if (documents.hasNext()) {
                throw new ContractException("%s has several documents, but a contract is one.".formatted(file));
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new ContractException("%s%s is not YAML: %s.".formatted(file, line, e.getProblem()), e);
        } catch (YamlEngineException | IOException e) {
            throw new ContractException("%s cannot be read: %s.".formatted(file, e), e);
        } catch (NoClassDefFoundError e) {
            throw new ContractException(
                    "Contracts in YAML are read by means of SnakeYAML Engine: add org.snakeyaml:snakeyaml-engine to the test class path.",
                    e);
        }
    }

    String place() {
        return file.getFileName()
                + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    }

    void fault(String problem) {
        faults.add("%s: %s%s".formatted(place(), path.isEmpty() ? "" : "'" + path + "' ", problem));
    }

    /** Return the members; those with keys that are not known are faults, as are keys that are there twice. */
    Map<String, OdcsNode> members(List<String> known) {
        Map<String, OdcsNode> members = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            fault("must be a mapping.");
            return members;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            OdcsNode keyNode = new OdcsNode(file, tuple.getKeyNode(), below(key), faults);
            if (!known.contains(key)) {
                keyNode.fault("is no key of the standard.%s".formatted(Nearest.hint(key, known)));
            } else if (members.put(key, new OdcsNode(file, tuple.getValueNode(), below(key), faults)) != null) {
                keyNode.fault("is there twice.");
            }
        }
        return members;
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    List<OdcsNode> elements() {
        List<OdcsNode> elements = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue()
                    .forEach(element ->
                            elements.add(new OdcsNode(file, element, path + "[" + elements.size() + "]", faults)));
        } else {
            fault("must be a list.");
        }
        return elements;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        fault("must be a text.");
        return "";
    }

    boolean isTrue() {
        String text = text();
        if (!text.equals("true") && !text.equals("false")) {
            fault("is '%s', but must be true or false.".formatted(text));
        }
        return text.equals("true");
    }

    Optional<BigDecimal> number() {
        String text = text();
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            fault("is '%s', but must be a number.".formatted(text));
            return Optional.empty();
        }
    }

    /** Return a value as its YAML says: a number, or a text. */
    Object value() {
        boolean isNumber = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
        return isNumber ? number().map(Object.class::cast).orElse("") : text();
    }
}
