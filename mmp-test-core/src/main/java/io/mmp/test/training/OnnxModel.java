package io.mmp.test.training;

import io.mmp.test.training.ProtobufMessage.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Takes apart an ONNX model, without a protobuf library.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto, whose field numbers these are</a>
 */
final class OnnxModel {

    private static final int DOCUMENTATION = 6;
    private static final int GRAPH_DOCUMENTATION = 10;
    private static final int VALUE_DOCUMENTATION = 3;

    private final Sections sections;

    private OnnxModel(Sections sections) {
        this.sections = sections;
    }

    static void read(Sections sections, byte[] content) {
        ProtobufMessage model = new ProtobufMessage(content);
        List<Field> graphs = model.all(7);
        if (graphs.isEmpty()) {
            throw new TrainingException("it has no graph");
        }
        OnnxModel onnx = new OnnxModel(sections);
        onnx.graph(graphs.get(graphs.size() - 1).message());
        onnx.head(model);
    }

    private void head(ProtobufMessage model) {
        for (Field opset : model.all(8)) {
            String domain = opset.message().text(1);
            sections.text(
                    "opset",
                    domain.isEmpty() ? "ai.onnx" : domain,
                    String.valueOf(opset.message().number(2)));
        }
        sections.text("producer", "ir_version", String.valueOf(model.number(1)));
        sections.text("producer", "producer_name", model.text(2));
        sections.text("producer", "producer_version", model.text(3));
        sections.text("producer", "domain", model.text(4));
        sections.text("producer", "model_version", String.valueOf(model.number(5)));
        documentation("model", model.text(DOCUMENTATION));
        for (Field property : model.all(14)) {
            sections.text(
                    "metadata", property.message().text(1), property.message().text(2));
        }
        others("model", model, Set.of(1, 2, 3, 4, 5, DOCUMENTATION, 7, 8, 14));
    }

    private void graph(ProtobufMessage graph) {
        List<Field> nodes = graph.all(1);
        for (int i = 0; i < nodes.size(); i++) {
            node(i, nodes.get(i).message());
        }
        List<Field> initializers = graph.all(5);
        for (int i = 0; i < initializers.size(); i++) {
            ProtobufMessage tensor = initializers.get(i).message();
            String name = tensor.text(8);
            OnnxTensor.read(sections, name.isEmpty() ? "initializer " + i : name, tensor);
            documentation("initializer " + name, tensor.text(12));
        }
        values("inputs", graph.all(11));
        values("outputs", graph.all(12));
        values("value_info", graph.all(13));
        sections.text("graph", "name", graph.text(2));
        documentation("graph", graph.text(GRAPH_DOCUMENTATION));
        others("graph", graph, Set.of(1, 2, 5, GRAPH_DOCUMENTATION, 11, 12, 13));
    }

    private void node(int index, ProtobufMessage node) {
        String operator = node.text(4);
        String key = "node %s %s".formatted(index, operator);
        sections.text(
                "nodes",
                key,
                "%s: %s%s(%s) -> %s"
                        .formatted(
                                node.text(3),
                                node.text(7).isEmpty() ? "" : node.text(7) + ".",
                                operator,
                                names(node.all(1)),
                                names(node.all(2))));
        documentation(key, node.text(DOCUMENTATION));
        for (Field field : node.all(5)) {
            ProtobufMessage attribute = field.message();
            sections.bytes(
                    "nodes",
                    "%s, attribute %s".formatted(key, attribute.text(1)),
                    OnnxTensor.shown(attribute),
                    attribute.canonical(13));
        }
        byte[] rest = node.canonical(1, 2, 3, 4, 5, DOCUMENTATION, 7);
        if (rest.length > 0) {
            sections.bytes("nodes", key + ", other fields", "%s bytes".formatted(rest.length), rest);
        }
    }

    private static String names(List<Field> fields) {
        return String.join(", ", fields.stream().map(Field::text).toList());
    }

    private void values(String section, List<Field> values) {
        for (Field value : values) {
            byte[] canonical = value.message().canonical(VALUE_DOCUMENTATION);
            sections.bytes(section, value.message().text(1), "%s bytes".formatted(canonical.length), canonical);
        }
    }

    private void documentation(String of, String text) {
        if (!text.isEmpty()) {
            sections.text("documentation", of, text);
        }
    }

    /** Keep what this does not know: a newer version of the format has more fields. */
    private void others(String of, ProtobufMessage message, Set<Integer> known) {
        int count = 0;
        for (Field field : message.fields()) {
            if (!known.contains(field.number())) {
                byte[] content = (field.type() + ":" + new String(field.content(), StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1);
                sections.bytes(
                        "other",
                        "%s, field %s, %s".formatted(of, field.number(), count++),
                        "%s bytes".formatted(field.content().length),
                        content);
            }
        }
    }
}
