package io.mmp.test.training;

import io.mmp.test.text.YamlNodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Takes apart YAML, by means of SnakeYAML Engine: what an alias stands for is there as if it were written out, {@code <<} merges as most
 * readers of YAML 1.1 do, and a tag counts.
 */
final class YamlDocument {

    /** The tag of a scalar that is neither quoted nor tagged; what it is {@link YamlScalar} tells. */
    private static final Tag PLAIN = new Tag("!mmp-plain");

    private static final Set<Tag> OF_COLLECTIONS = Set.of(Tag.MAP, Tag.SEQ);
    private static final int MAX_ALIASES = 1_000;
    private static final int MAX_NODES = 1_000_000;

    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlDocument() {}

    static void read(Sections sections, String text) {
        List<@Nullable Object> documents = new ArrayList<>();
        try {
            YamlDocument yaml = new YamlDocument();
            YamlNodes.of(text, settings()).forEachRemaining(root -> documents.add(yaml.value(root)));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> "line %s: ".formatted(mark.getLine() + 1))
                    .orElse("");
            throw new TrainingException(line + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new TrainingException(String.valueOf(e.getMessage()), e);
        }
        if (documents.size() <= 1) {
            JsonDocument.read(sections, documents.isEmpty() ? null : documents.get(0), ModelFormat.YAML);
            return;
        }
        for (int i = 0; i < documents.size(); i++) {
            JsonDocument.flatten(sections, "document %s".formatted(i + 1), "$", documents.get(i));
        }
    }

    private static LoadSettings settings() {
        ScalarResolver resolver = (value, isPlain) -> isPlain ? PLAIN : Tag.STR;
        return LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setAllowNonScalarKeys(true)
                .setSchema(new Schema() {
                    @Override
                    public ScalarResolver getScalarResolver() {
                        return resolver;
                    }

                    @Override
                    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
                        return Map.of();
                    }
                })
                .build();
    }

    private @Nullable Object value(Node node) {
        Node real = node instanceof AnchorNode anchor ? anchor.getRealNode() : node;
        if (!open.add(real)) {
            throw new TrainingException("line %s: a part of it contains itself".formatted(line(real)));
        }
        // Aliases of aliases grow without bounds.
        if (++nodes > MAX_NODES) {
            throw new TrainingException("its aliases stand for more than %s values".formatted(MAX_NODES));
        }
        Object value = untagged(real);
        open.remove(real);
        return tagged(real, value);
    }

    private @Nullable Object untagged(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(PLAIN) ? YamlScalar.plain(scalar.getValue()) : scalar.getValue();
        } else if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> elements = new ArrayList<>();
            sequence.getValue().forEach(element -> elements.add(value(element)));
            return elements;
        }
        return members((MappingNode) node);
    }

    /** Keep a tag that tells something: of a scalar in front of it, of a collection as a level of its own. */
    private static @Nullable Object tagged(Node node, @Nullable Object value) {
        Tag tag = node.getTag();
        if (node instanceof ScalarNode) {
            return tag.equals(PLAIN) || tag.equals(Tag.STR)
                    ? value
                    : "\0%s %s".formatted(shown(tag), JsonDocument.canonical(value));
        }
        return OF_COLLECTIONS.contains(tag) ? value : Collections.singletonMap("\0" + shown(tag), value);
    }

    private static String shown(Tag tag) {
        return tag.getValue().replaceFirst("^tag:yaml\\.org,2002:", "!!");
    }

    private Map<String, @Nullable Object> members(MappingNode mapping) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        List<Map<?, ?>> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Object value = value(tuple.getValueNode());
            if (isMerge(tuple.getKeyNode(), value)) {
                merged.addAll(value instanceof Map<?, ?> one ? List.of(one) : maps(value));
                continue;
            }
            String name = name(value(tuple.getKeyNode()));
            if (members.containsKey(name)) {
                throw new TrainingException(
                        "line %s has the key '%s' again".formatted(line(tuple.getKeyNode()), name.replace("\0", "")));
            }
            members.put(name, value);
        }
        merged.forEach(more -> more.forEach((name, value) -> members.putIfAbsent(String.valueOf(name), value)));
        return members;
    }

    private static boolean isMerge(Node key, @Nullable Object value) {
        return key instanceof ScalarNode scalar
                && scalar.getTag().equals(PLAIN)
                && scalar.getValue().equals("<<")
                && (value instanceof Map || !maps(value).isEmpty());
    }

    /** Return the elements of a list if all are mappings, else none. */
    private static List<Map<?, ?>> maps(@Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (value instanceof List<?> elements) {
            for (Object element : elements) {
                if (!(element instanceof Map<?, ?> map)) {
                    return List.of();
                }
                maps.add(map);
            }
        }
        return maps;
    }

    /** Return the name of a key: a text as it is; what is none, such as 1 or [a, b], behind a NUL. */
    private static String name(@Nullable Object key) {
        return key instanceof String text ? text : "\0" + JsonDocument.canonical(key);
    }

    private static String line(Node node) {
        return node.getStartMark()
                .map(mark -> String.valueOf(mark.getLine() + 1))
                .orElse("?");
    }
}
