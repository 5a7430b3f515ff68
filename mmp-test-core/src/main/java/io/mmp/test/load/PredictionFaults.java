package io.mmp.test.load;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What may be wrong with a request to a model server, beside what may be wrong with any JSON: its rows have a width, its numbers are numbers, its tensors have a shape. */
final class PredictionFaults {

    private static final Set<String> FORMS = Set.of("instances", "inputs", "dataframe_split", "dataframe_records");

    private final Map<String, JsonFields.Field> fields;
    private final Map<String, String> bodies = new LinkedHashMap<>();

    private PredictionFaults(Map<?, ?> valid) {
        this.fields = JsonFields.of(valid);
    }

    static List<InvalidRequest> of(Map<?, ?> valid, String text) {
        if (Collections.disjoint(valid.keySet(), FORMS)) {
            throw new LoadException(
                    "A prediction is asked for by instances, inputs, dataframe_split or dataframe_records, but the valid body has %s."
                            .formatted(valid.keySet()));
        }
        PredictionFaults faults = new PredictionFaults(valid);
        faults.fields.forEach(faults::field);
        if (faults.isTensor()) {
            faults.tensor();
        }
        List<InvalidRequest> requests = new ArrayList<>();
        faults.bodies.forEach((name, body) -> requests.add(InvalidRequest.json(name, body)));
        requests.add(InvalidRequest.json("the body is null", "null"));
        requests.add(InvalidRequest.json("the body is 10000 levels deep", "[".repeat(10_000) + "]".repeat(10_000)));
        requests.add(InvalidRequest.json("the body is no UTF-8", noUtf8(text.strip())));
        return requests;
    }

    private boolean isTensor() {
        return fields.containsKey("inputs[0].shape") && fields.containsKey("inputs[0].datatype");
    }

    private void field(String path, JsonFields.Field field) {
        if (field.value() instanceof BigDecimal number) {
            bodies.put("'%s' is a number in a string".formatted(path), field.replacedBy("\"" + number + "\""));
            bodies.put("'%s' is true".formatted(path), field.replacedBy("true"));
            bodies.put("'%s' has 5000 digits".formatted(path), field.replacedBy("1" + "0".repeat(4_999)));
        } else if (field.value() instanceof List<?> elements && !elements.isEmpty()) {
            bodies.put("'%s' is empty".formatted(path), field.replacedByValue(List.of()));
            if (hasFixedLength(path, elements)) {
                bodies.put(
                        "'%s' has one value less".formatted(path),
                        field.replacedByValue(elements.subList(1, elements.size())));
                bodies.put(
                        "'%s' has one value more".formatted(path),
                        field.replacedByValue(plus(elements, elements.get(0))));
                bodies.put("'%s' is a level deeper".formatted(path), field.replacedByValue(List.of(elements)));
            }
            if (elements.get(0) instanceof List<?> row && row.size() > 1) {
                bodies.put(
                        "'%s' has a row that is shorter".formatted(path),
                        field.replacedByValue(plus(elements, row.subList(1, row.size()))));
            }
        }
    }

    /** Tell whether a list is a row, or as long as another list: not one that holds the rows of a batch, of which there may be any number. */
    private boolean hasFixedLength(String path, List<?> elements) {
        boolean isRow = elements.get(0) instanceof BigDecimal || elements.get(0) instanceof String;
        boolean isBatch = path.equals("instances") || path.equals("inputs");
        boolean isOnlyColumn = path.startsWith("inputs.")
                && fields.keySet().stream()
                                .filter(other -> other.matches("inputs\\.[^.\\[]+"))
                                .count()
                        < 2;
        return isRow && !isBatch && !isOnlyColumn && elements.size() > (isTensor() ? 0 : 1);
    }

    private static List<Object> plus(List<?> elements, Object more) {
        List<Object> all = new ArrayList<>(elements);
        all.add(more);
        return all;
    }

    private void tensor() {
        JsonFields.Field shape = field("inputs[0].shape");
        if (shape.value() instanceof List<?> sizes && !sizes.isEmpty() && sizes.get(0) instanceof BigDecimal rows) {
            bodies.put(
                    "'inputs[0].shape' has one row more",
                    shape.replacedByValue(withFirst(sizes, rows.add(BigDecimal.ONE))));
            bodies.put("'inputs[0].shape' is negative", shape.replacedByValue(withFirst(sizes, rows.negate())));
            bodies.put(
                    "'inputs[0].shape' is beyond memory",
                    shape.replacedByValue(withFirst(sizes, BigDecimal.valueOf(1L << 62))));
        }
        bodies.put(
                "'inputs[0].datatype' is unknown", field("inputs[0].datatype").replacedBy("\"FP7\""));
    }

    private JsonFields.Field field(String path) {
        JsonFields.Field field = fields.get(path);
        if (field == null) {
            throw new IllegalStateException(path);
        }
        return field;
    }

    private static List<Object> withFirst(List<?> sizes, Object first) {
        List<Object> all = new ArrayList<>(sizes);
        all.set(0, first);
        return all;
    }

    /** Return a body that is valid but for the bytes of a name. */
    private static byte[] noUtf8(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"x".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xc3);
        bytes.write('(');
        bytes.writeBytes(("\": 1, " + text.substring(1)).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
