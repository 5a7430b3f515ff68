package io.mmp.test.readiness;

import io.mmp.test.readiness.ContractNode.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Takes a YAML file as a contract, with aliases and {@code <<} resolved. */
final class ContractYaml {

    private static final int DEEPEST = 16;
    private static final int MOST = 10_000;

    private final Path file;
    private final YamlSettings yaml;
    private int seen;

    private ContractYaml(Path file, List<String> faults) {
        this.file = file;
        this.yaml = new YamlSettings(file, ConfigurationEntry::of, faults);
    }

    static ContractNode read(Path file, List<String> faults) {
        ContractYaml reading = new ContractYaml(file, faults);
        List<Node> documents = reading.yaml.documents(FileText.read(file));
        Place place = Place.of(file.toString());
        if (documents.size() > 1) {
            throw new ReadinessException(
                    "%s has %s documents, but a contract is one.".formatted(file, documents.size()));
        }
        return documents.isEmpty()
                ? ContractNode.of("", place, Kind.NOTHING)
                : reading.node("", place, documents.get(0), 0);
    }

    private ContractNode node(String path, Place place, Node node, int depth) {
        if (depth > DEEPEST || ++seen > MOST) {
            throw new ReadinessException("%s has more than %s levels or %s nodes with its aliases at '%s'."
                    .formatted(file, DEEPEST, MOST, path));
        }
        if (node instanceof MappingNode mapping) {
            Map<String, ContractNode> members = new LinkedHashMap<>();
            yaml.members(mapping)
                    .forEach((key, member) -> members.put(
                            key,
                            node(ContractNode.path(path, key), yaml.place(member.key()), member.value(), depth + 1)));
            return ContractNode.mapping(path, place, members);
        }
        if (node instanceof ScalarNode scalar) {
            return YamlSettings.isNull(scalar)
                    ? ContractNode.of(path, place, Kind.NOTHING)
                    : ContractNode.text(path, place, scalar.getValue());
        }
        return ContractNode.of(path, place, Kind.LIST);
    }
}
