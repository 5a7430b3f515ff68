package io.mmp.test.recovery;

import io.mmp.test.table.JdbcTables;
import io.mmp.test.table.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a store held at one time, to be compared with what it holds at another: for each row its id and a SHA-256 digest of its content, in no
 * order. A row that is there twice is there twice.
 *
 * <p>Content is the same if it is of the same types and values: numbers, texts, dates, binary, lists, arrays, sets, maps, records and enums, also
 * in each other.
 *
 * @since 0.1.0
 */
public final class ContentDigest implements AssertProvider<ContentDigestAssert> {

    private final Map<String, List<String>> digests;

    private ContentDigest(Map<String, List<String>> digests) {
        digests.values().forEach(Collections::sort);
        this.digests = digests;
    }

    /** Take rows that are nothing but their ids. */
    public static ContentDigest ofIds(Collection<?> ids) {
        return of(ids, id -> id);
    }

    /**
     * Take these rows.
     *
     * @param id returns what tells a row from others
     * @throws IllegalArgumentException if a row is of a type whose content is not known
     */
    public static <R> ContentDigest of(Iterable<? extends R> rows, Function<? super R, ?> id) {
        Map<String, List<String>> digests = new TreeMap<>();
        for (R row : rows) {
            digests.computeIfAbsent(Content.name(id.apply(row)), name -> new ArrayList<>())
                    .add(Content.digest(row));
        }
        return new ContentDigest(digests);
    }

    /**
     * Take the entries of a map; their keys are the ids.
     *
     * @throws IllegalArgumentException if a value is of a type whose content is not known
     */
    public static ContentDigest of(Map<?, ?> rows) {
        return of(
                rows.entrySet().stream()
                        .map(entry -> Arrays.asList(entry.getKey(), entry.getValue()))
                        .toList(),
                row -> row.get(0));
    }

    /**
     * Take the rows of a table.
     *
     * @param keys the columns that tell a row from others
     * @throws IllegalArgumentException if no key is given
     */
    public static ContentDigest of(Table table, String... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException(
                    "Name the columns that tell a row from others; the table has %s.".formatted(table.columnNames()));
        }
        Arrays.stream(keys).forEach(table::column); // refuses one that is not there
        return of(
                IntStream.range(0, table.rowCount()).mapToObj(table::row).toList(),
                row -> keys.length == 1
                        ? row.get(keys[0])
                        : Arrays.stream(keys).map(row::get).toList());
    }

    /**
     * Take the rows of a query.
     *
     * @param keys the columns that tell a row from others
     * @throws IllegalArgumentException if no key is given
     */
    public static ContentDigest of(Connection connection, String query, String... keys) {
        return of(JdbcTables.read(connection, query), keys);
    }

    /** Return the number of rows. */
    public int size() {
        return digests.values().stream().mapToInt(List::size).sum();
    }

    /** Return the SHA-256 digest of all rows, in lower-case hexadecimal: the same in whatever order they were read. */
    public String hex() {
        return Content.digest(digests.entrySet().stream()
                .map(row -> row.getKey() + row.getValue())
                .toList());
    }

    /** Start assertions. */
    @Override
    public ContentDigestAssert assertThat() {
        return new ContentDigestAssert(this);
    }

    Map<String, List<String>> digests() {
        return digests;
    }

    /** Return the digests of the rows of this id; none if there is none. */
    List<String> rowsOf(String name) {
        return digests.getOrDefault(name, List.of());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContentDigest that && digests.equals(that.digests);
    }

    @Override
    public int hashCode() {
        return digests.hashCode();
    }

    /** Return the number of rows and the beginning of the digest. */
    @Override
    public String toString() {
        return "%s rows, SHA-256 %s".formatted(size(), hex().substring(0, 12));
    }
}
