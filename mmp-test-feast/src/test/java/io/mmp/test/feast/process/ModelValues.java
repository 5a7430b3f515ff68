package io.mmp.test.feast.process;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes up small feature views with values of each type that Feast changes, loses or refuses on its way to the online store. */
final class ModelValues {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    /** What is in maps and nested lists depends on pandas; what becomes of one of each is in value-types.md. */
    private static final Set<ValueType> OTHERS = EnumSet.of(
            ValueType.NULL,
            ValueType.MAP,
            ValueType.MAP_LIST,
            ValueType.STRUCT,
            ValueType.STRUCT_LIST,
            ValueType.SCALAR_MAP,
            ValueType.VALUE_LIST,
            ValueType.VALUE_SET,
            ValueType.ZONED_TIMESTAMP);

    /** Feast writes null among them as an empty text or None, which nobody can read; the embedded store refuses to write it. */
    private static final Set<ValueType> TEXTS_TO_FEAST =
            EnumSet.of(ValueType.UUID, ValueType.TIME_UUID, ValueType.DECIMAL);

    private ModelValues() {}

    static Stream<ValueType> types() {
        return Stream.of(ValueType.values()).filter(type -> !OTHERS.contains(type));
    }

    /** A view with one feature, and its values, one for each entity. */
    record Case(ValueType type, List<@Nullable Object> cells) {

        FeatureView view() {
            return FeatureView.named("typed").withJoinKey("id", ValueType.INT64).withFeature("v", type);
        }

        Table rows() {
            TableBuilder rows = Table.builder();
            view().sourceColumns().forEach(rows::column);
            for (int i = 0; i < cells.size(); i++) {
                rows.row((long) i, NOON, cells.get(i));
            }
            return rows.build();
        }
    }

    /** Return cases that hold all values of a type, them and a null, a null alone, and some at random. */
    static List<Case> cases(ValueType type, int random, Random seed) {
        List<@Nullable Object> values = new ArrayList<>(values(type));
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(type, List.copyOf(values)));
        cases.add(new Case(type, Arrays.asList((Object) null)));
        values.add(null);
        cases.add(new Case(type, values));
        for (int i = 0; i < random; i++) {
            List<@Nullable Object> some = new ArrayList<>();
            do {
                some.add(values.get(seed.nextInt(values.size())));
            } while (seed.nextInt(3) > 0);
            cases.add(new Case(type, some));
        }
        return cases;
    }

    private static List<Object> values(ValueType type) {
        return switch (type) {
            case INT32 -> List.of(7, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
            case INT64 -> List.of(5L, 0L, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE);
            case DOUBLE -> List.of(0.1, -0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e300, Double.MIN_VALUE);
            case FLOAT -> List.of(0.1f, Float.NaN, -0.0f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY);
            case BOOL -> List.of(true, false);
            case STRING -> List.of("", "Zo\u00eb", "null", "nan", "a\u200bb", "1");
            case JSON -> List.of("{\"a\": 1}", "[]", "null", "1", "{bad");
            case BYTES, PDF_BYTES, IMAGE_BYTES ->
                List.of(ByteBuffer.wrap(new byte[0]), ByteBuffer.wrap(new byte[] {0, 1, -1}));
            case UNIX_TIMESTAMP ->
                Stream.of(
                                "2026-03-01T12:00:00.123456Z",
                                "1970-01-01T00:00:00Z",
                                "1969-12-31T23:59:59.5Z",
                                "9999-12-31T23:59:59Z",
                                "0001-01-01T00:00:00Z")
                        .<Object>map(Instant::parse)
                        .toList();
            case DECIMAL -> List.of(new BigDecimal("10.5"), BigDecimal.ZERO, new BigDecimal("0.1"));
            case UUID, TIME_UUID -> List.of(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), new UUID(0, 0));
            default -> collections(type, values(type.elementType().orElseThrow()));
        };
    }

    private static List<Object> collections(ValueType type, List<Object> elements) {
        List<Object> collections = new ArrayList<>();
        collections.add(collection(type, List.of()));
        collections.add(collection(type, elements));
        elements.forEach(element -> collections.add(collection(type, List.of(element))));
        if (!TEXTS_TO_FEAST.contains(type.elementType().orElseThrow())) {
            collections.add(collection(type, Arrays.asList(elements.get(0), null)));
            collections.add(collection(type, Arrays.asList((Object) null)));
        }
        return collections;
    }

    private static Collection<?> collection(ValueType type, List<?> elements) {
        return type.name().endsWith("_SET") ? new LinkedHashSet<>(elements) : elements;
    }
}
