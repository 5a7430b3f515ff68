package io.mmp.test.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes as the compiler of Kotlin writes them for data classes; those that it has compiled are in the Kotlin project of the examples. */
class DataClassTests {

    @Test
    void properties_of_the_constructor_become_columns_and_those_of_the_body_do_not() {
        Table table = Table.ofRecords(Order.class, List.of(new Order(7, null), new Order(8, List.of(0.5))));

        assertThat(table.columnNames()).containsExactly("order_id", "scores");
        assertThat(table.column("order_id").type()).isEqualTo(ValueType.INT64);
        assertThat(table.column("scores").type()).isEqualTo(ValueType.DOUBLE.list());
        assertThat(table.row(1)).isEqualTo(Map.of("order_id", 8L, "scores", List.of(0.5)));
        assertThat(table.row(0)).containsEntry("scores", null);
    }

    @Test
    void a_property_of_a_value_class_is_refused() throws Exception {
        Class<?> type = renamed(ValueClassRow.class, "component1_pVg5ArA", "component1-pVg5ArA");

        assertThatThrownBy(() -> Table.ofRecords(type, List.of()))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        "Property 'cents' of data class ValueClassRow is of a value class of Kotlin, as UInt is one, which Java cannot read: give the row a property of the type that it wraps.");
    }

    @Test
    void a_type_without_a_value_type_is_told_with_its_property() {
        assertThatThrownBy(() -> Table.ofRecords(Odd.class, List.of()))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        "Property 'thread' of data class Odd is of type java.lang.Thread, for which there is no value type.");
    }

    @Test
    void what_is_neither_a_record_nor_a_data_class_is_refused() {
        assertThatThrownBy(() -> Table.ofRecords(String.class, List.of("a")))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        "class java.lang.String is no type of rows: it is neither a Java record nor a data class of Kotlin.");
    }

    /** Load a copy of a class with another name in it, of the same length, that Java could not write. */
    private static Class<?> renamed(Class<?> type, String name, String other) throws IOException {
        try (InputStream file = DataClassTests.class.getResourceAsStream(type.getSimpleName() + ".class")) {
            byte[] bytes = new String(requireNonNull(file).readAllBytes(), ISO_8859_1)
                    .replace(name, other)
                    .getBytes(ISO_8859_1);
            return new ClassLoader(DataClassTests.class.getClassLoader()) {
                Class<?> define() {
                    return defineClass(type.getName(), bytes, 0, bytes.length);
                }
            }.define();
        }
    }

    @SuppressWarnings("unused") // read by reflection
    private static final class Order {

        static final String CURRENCY = "EUR";

        private final long orderId;
        private final @Nullable List<Double> scores;
        private final String inTheBody = "x";

        Order(long orderId, @Nullable List<Double> scores) {
            this.orderId = orderId;
            this.scores = scores;
        }

        long component1() {
            return orderId;
        }

        @Nullable
        List<Double> component2() {
            return scores;
        }

        String getInTheBody() {
            return inTheBody;
        }
    }

    @SuppressWarnings("unused")
    private static final class Odd {

        private @Nullable Thread thread;

        @Nullable
        Thread component1() {
            return thread;
        }
    }
}
