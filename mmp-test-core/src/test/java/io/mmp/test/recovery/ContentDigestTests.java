package io.mmp.test.recovery;

import static io.mmp.test.recovery.RecoveryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentDigestTests {

    @SuppressWarnings("ArrayRecordComponent") // rows of users have such
    private record Row(String id, double price, byte[] image, List<String> tags) {

        static Row of(String id) {
            return new Row(id, 1.5, new byte[] {1, 2}, List.of("a", "b"));
        }
    }

    private static ContentDigest of(Row... rows) {
        return ContentDigest.of(Arrays.asList(rows), Row::id);
    }

    @Test
    void the_order_of_rows_does_not_matter() {
        ContentDigest content = of(Row.of("1"), Row.of("2"));

        assertThat(content).isSameAs(of(Row.of("2"), Row.of("1"))).isEqualTo(of(Row.of("2"), Row.of("1")));
        assertThat(content.hex())
                .hasSize(64)
                .isEqualTo(of(Row.of("2"), Row.of("1")).hex());
        assertThat(content.hex()).isNotEqualTo(of(Row.of("2"), Row.of("2")).hex());
        assertThat(content.toString())
                .isEqualTo("2 rows, SHA-256 " + content.hex().substring(0, 12));
    }

    @Test
    void rows_that_are_lost_doubled_changed_and_added_are_named() {
        ContentDigest before = of(Row.of("1"), Row.of("2"), Row.of("2"), Row.of("3"), Row.of("4"), Row.of("5"));
        ContentDigest after = of(
                Row.of("2"),
                Row.of("3"),
                Row.of("3"),
                new Row("4", 1.5, new byte[] {1, 3}, List.of("a", "b")),
                Row.of("5"),
                Row.of("%d"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(after).isSameAs(before))
                .withMessage(
                        "%nExpecting the content to be the same as before, but of the 6 rows there were before 2 lost, 1 doubled, 1 changed, 1 added:%n  lost: 1, 2 (1 of 2)\n  doubled: 3 (2 instead of 1)\n  changed: 4\n  added: %%d"
                                .formatted());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(after).as("orders").hasLostNothingOf(before))
                .withMessageStartingWith("[orders] ")
                .withMessageContaining(
                        "Expecting the content to have lost nothing, but of the 6 rows there were before 2 lost, 1 doubled, 1 changed:");
    }

    @Test
    void ten_of_many_are_shown() {
        ContentDigest before =
                ContentDigest.ofIds(IntStream.range(10, 40).boxed().toList());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(ContentDigest.ofIds(List.of())).isSameAs(before))
                .withMessageEndingWith("30 lost:%n  lost: 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, ...".formatted());
    }

    @Test
    void added_rows_are_no_loss() {
        assertThat(of(Row.of("1"), Row.of("2"))).hasLostNothingOf(of(Row.of("1")));
    }

    @Test
    void nothing_before_judges_nothing() {
        ContentDigest nothing = ContentDigest.ofIds(List.of());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(nothing).isSameAs(nothing))
                .withMessage(
                        "%nExpecting the content to be the same as before, but there were no rows before, so nothing was judged. Write some first."
                                .formatted());
    }

    @Test
    void values_of_other_types_are_other_content_and_orders_that_mean_nothing_are_the_same() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 2);
        map.put("a", 1);

        assertThat(one(map)).isEqualTo(one(Map.of("a", 1, "b", 2)));
        assertThat(one(Set.of("x", "y", "z"))).isEqualTo(one(Set.of("z", "y", "x")));
        assertThat(one(new double[] {1, 2})).isEqualTo(one(new double[] {1, 2}));
        assertThat(one(1)).isNotEqualTo(one(1L)).isNotEqualTo(one("1"));
        assertThat(one(List.of("a", "b"))).isNotEqualTo(one(List.of("b", "a"))).isNotEqualTo(one(List.of("a, b")));
        assertThat(one(0.0)).isNotEqualTo(one(-0.0));
        assertThat(one(Collections.singletonList(null))).isNotEqualTo(one(List.of("null")));
        assertThat(one("\ud800")).isNotEqualTo(one("\ud801"));
    }

    private static ContentDigest one(Object value) {
        return ContentDigest.of(Map.of("id", value));
    }

    @Test
    void a_value_without_content_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one(new Object()))
                .withMessage(
                        "The content of a java.lang.Object is not known. Give rows as records, maps, lists, numbers, texts or dates.");
    }

    @Test
    void tables_and_queries_have_rows_too() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            connection.createStatement().execute("create table orders (id int, line int, price decimal(8, 2))");
            connection.createStatement().execute("insert into orders values (1, 1, 1.50), (1, 2, 2.50)");
            ContentDigest before = ContentDigest.of(connection, "select * from orders", "ID", "LINE");
            connection.createStatement().execute("update orders set price = 3 where line = 2");
            ContentDigest after = ContentDigest.of(connection, "select * from orders", "ID", "LINE");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(after).isSameAs(before))
                    .withMessageEndingWith("1 changed:%n  changed: [1, 2]".formatted());
        }
    }

    @Test
    void a_key_that_is_not_there_is_refused() {
        record Order(int id) {}
        Table table = Table.ofRecords(Order.class, List.of(new Order(1)));

        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> ContentDigest.of(table, "key"))
                .withMessage("There is no column 'key'; the table has [id].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentDigest.of(table))
                .withMessage("Name the columns that tell a row from others; the table has [id].");
    }

    @Test
    void writes_of_which_nobody_knows_may_be_there_once() throws Exception {
        Writes writes = Writes.of("w", id -> {
            if (!id.equals("w1")) {
                throw new IOException("cut");
            }
        });
        writes.once();
        assertThatExceptionOfType(IOException.class).isThrownBy(writes::once);

        assertThat(writes.acknowledged()).containsExactly("w1");
        assertThat(writes.unknown()).containsExactly("w2");
        assertThat(ContentDigest.ofIds(List.of("w1", "other", "other"))).hasExactlyOnce(writes);
        assertThat(ContentDigest.ofIds(List.of("w1", "w2"))).hasExactlyOnce(writes);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThat(ContentDigest.ofIds(List.of("w2", "w2"))).hasExactlyOnce(writes))
                .withMessage(
                        "%nExpecting each acknowledged write to be there exactly once, but of 1 acknowledged writes and 1 without an answer 1 lost, 1 doubled:%n  lost: w1\n  doubled: w2 (2 times)"
                                .formatted());
    }

    @Test
    void writes_of_which_none_was_acknowledged_judge_nothing() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(ContentDigest.ofIds(List.of())).hasExactlyOnce(Writes.of("w", id -> {})))
                .withMessage(
                        "%nExpecting each acknowledged write to be there exactly once, but of 0 writes none was acknowledged, so nothing was judged."
                                .formatted());
    }
}
