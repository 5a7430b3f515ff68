package io.mmp.test.security;

import io.mmp.test.text.YamlNodes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Takes YAML as a matrix: {@code allowed} and {@code denied} by subject, and {@code others}. */
final class PermissionYaml {

    private final PermissionFile file;

    PermissionYaml(PermissionFile file) {
        this.file = file;
    }

    void read(String text) {
        List<Node> documents = new ArrayList<>();
        try {
            for (Iterator<Node> nodes = YamlNodes.of(text); nodes.hasNext(); ) {
                documents.add(nodes.next());
            }
        } catch (MarkedYamlEngineException e) {
            file.fault(
                    e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), "it is not YAML: " + e.getProblem());
            return;
        } catch (YamlEngineException e) {
            file.fault(1, "it is not YAML: " + e.getMessage());
            return;
        }
        if (documents.size() != 1 || !(documents.get(0) instanceof MappingNode root)) {
            file.fault(1, "it must be one mapping with 'allowed', 'denied' or 'others'");
            return;
        }
        for (NodeTuple member : root.getValue()) {
            String key = text(member.getKeyNode());
            switch (key) {
                case "allowed" -> subjects(member.getValueNode(), true);
                case "denied" -> subjects(member.getValueNode(), false);
                case "others" -> others(member.getValueNode());
                default ->
                    file.fault(
                            line(member.getKeyNode()),
                            "'%s' is unknown. Known are 'allowed', 'denied', 'others'".formatted(key));
            }
        }
    }

    private void others(Node node) {
        if (text(node).equals("denied")) {
            file.denyOthers();
        } else {
            file.fault(line(node), "'others' must be 'denied', but is '%s'".formatted(text(node)));
        }
    }

    private void subjects(Node node, boolean allowed) {
        if (!(node instanceof MappingNode subjects)) {
            file.fault(line(node), "a mapping of subjects to lists of actions is expected here");
            return;
        }
        for (NodeTuple member : subjects.getValue()) {
            if (!(member.getValueNode() instanceof SequenceNode actions)) {
                file.fault(
                        line(member.getValueNode()),
                        "a list of actions of '%s' is expected here".formatted(text(member.getKeyNode())));
                continue;
            }
            actions.getValue()
                    .forEach(action -> file.cell(line(action), text(member.getKeyNode()), text(action), allowed));
        }
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
