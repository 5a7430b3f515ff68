package io.mmp.test.readiness;

import io.mmp.test.text.YamlNodes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Takes the scalars of a YAML file as settings, whose keys are what leads to them, such as {@code services.api.ports[0]}. */
final class YamlSettings {

    private static final int DEEPEST = 64;
    private static final int MOST = 100_000;

    private final String file;
    private final Scalars scalars;
    private final Map<String, ConfigurationEntry> entries = new LinkedHashMap<>();
    private final Map<String, Place> sections = new LinkedHashMap<>();
    private final List<String> faults;
    private int seen;

    /** Makes a value of the text of a scalar. */
    @FunctionalInterface
    interface Scalars {

        ConfigurationEntry entry(String text, Place place);
    }

    YamlSettings(Path file, Scalars scalars, List<String> faults) {
        this.file = file.toString();
        this.scalars = scalars;
        this.faults = faults;
    }

    /** Take all documents, with their numbers before the keys if they are several. */
    static Configuration read(Path file) {
        List<String> faults = new ArrayList<>();
        YamlSettings settings = new YamlSettings(file, ConfigurationEntry::of, faults);
        List<Node> documents = settings.documents(FileText.read(file));
        for (int i = 0; i < documents.size(); i++) {
            settings.add(documents.size() == 1 ? "" : "[" + i + "]", documents.get(i), 0);
        }
        return new Configuration(file.toString(), settings.entries, settings.sections, faults);
    }

    Map<String, ConfigurationEntry> entries() {
        return entries;
    }

    Map<String, Place> sections() {
        return sections;
    }

    /** Read the documents of a text, without those in which there is nothing. */
    List<Node> documents(String text) {
        try {
            List<Node> documents = new ArrayList<>();
            YamlNodes.of(text).forEachRemaining(node -> {
                if (!(node instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
                    documents.add(node);
                }
            });
            return documents;
        } catch (MarkedYamlEngineException e) {
            throw new ReadinessException(
                    "%s is not YAML: %s."
                            .formatted(
                                    e.getProblemMark()
                                            .map(mark -> place(mark).toString())
                                            .orElse(file),
                                    e.getProblem()),
                    e);
        } catch (YamlEngineException e) {
            throw new ReadinessException("%s is not YAML: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /** Take what is in a node, whose key leads to it. */
    void add(String key, Node node, int depth) {
        if (depth > DEEPEST || ++seen > MOST) {
            throw new ReadinessException("%s has more than %s levels or %s nodes with its aliases at '%s'."
                    .formatted(file, DEEPEST, MOST, key));
        }
        Place place = place(node);
        if (node instanceof MappingNode mapping) {
            sections.put(key, place);
            members(mapping).forEach((name, member) -> {
                String path = key.isEmpty() ? name : key + "." + name;
                if (member.value() instanceof ScalarNode scalar) {
                    entries.put(path, entry(scalar, place(member.key())));
                } else {
                    add(path, member.value(), depth + 1);
                    sections.put(path, place(member.key()));
                }
            });
        } else if (node instanceof SequenceNode sequence) {
            sections.put(key, place);
            List<Node> elements = sequence.getValue();
            for (int i = 0; i < elements.size(); i++) {
                add(key + "[" + i + "]", elements.get(i), depth + 1);
            }
        } else if (node instanceof ScalarNode scalar) {
            entries.put(key, entry(scalar, place));
        }
    }

    ConfigurationEntry entry(ScalarNode scalar, Place place) {
        return isNull(scalar) ? ConfigurationEntry.of("", place) : scalars.entry(scalar.getValue(), place);
    }

    static boolean isNull(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL)
                || (scalar.getScalarStyle() == ScalarStyle.PLAIN
                        && scalar.getValue().matches("|~|null|Null|NULL"));
    }

    /** A member of a mapping with its key. */
    record Member(Node key, Node value) {}

    /** Return the members of a mapping, with those that {@code <<} merges into it: the mapping's own count first, then those of the first mapping that is merged. */
    Map<String, Member> members(MappingNode mapping) {
        return members(mapping, 0);
    }

    private Map<String, Member> members(MappingNode mapping, int depth) {
        if (depth > DEEPEST) {
            throw new ReadinessException("%s merges a mapping into itself.".formatted(place(mapping)));
        }
        Map<String, Member> own = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (name.equals("<<")) {
                merged.addAll(
                        tuple.getValueNode() instanceof SequenceNode several
                                ? several.getValue()
                                : List.of(tuple.getValueNode()));
                continue;
            }
            Member before = own.put(name, new Member(tuple.getKeyNode(), tuple.getValueNode()));
            if (before != null) {
                faults.add("%s: '%s' stands in line %s already. Keep one."
                        .formatted(
                                place(tuple.getKeyNode()),
                                name,
                                place(before.key()).line()));
            }
        }
        for (Node each : merged) {
            if (each instanceof MappingNode base) {
                members(base, depth + 1).forEach(own::putIfAbsent);
            } else {
                faults.add("%s is merged by <<, but is no mapping.".formatted(place(each)));
            }
        }
        return own;
    }

    Place place(Node node) {
        Optional<Mark> mark = node.getStartMark();
        return mark.map(this::place).orElse(Place.of(file));
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    static @Nullable String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }
}
