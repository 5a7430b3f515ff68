package io.mmp.test.examples.rag;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The passages and their embeddings in PostgreSQL: with pgvector where the server has it, else in arrays that a function in SQL compares.
 */
final class PassageTable {

    private final ConnectionPool pool;
    private final Object preparing = new Object();
    private volatile VectorType type;

    PassageTable(String jdbcUrl) {
        this.pool = new ConnectionPool(jdbcUrl);
    }

    /** How vectors are stored and compared. */
    private enum VectorType {
        PGVECTOR("vector(384)", "[", "]", "1 - (embedding <=> ?::vector)", "CREATE EXTENSION IF NOT EXISTS vector"),
        ARRAY(
                "real[]",
                "{",
                "}",
                "cosine_similarity(embedding, ?::real[])",
                // In double precision: products of two small reals underflow, which PostgreSQL takes for an error.
                "CREATE OR REPLACE FUNCTION cosine_similarity(a real[], b real[]) RETURNS double precision"
                        + " LANGUAGE sql IMMUTABLE AS $$ SELECT sum(x * y) / sqrt(sum(x * x) * sum(y * y))"
                        + " FROM unnest(a::float8[], b::float8[]) AS pairs(x, y) $$");

        private final String column;
        private final String open;
        private final String close;
        private final String similarity;
        private final String preparation;

        VectorType(String column, String open, String close, String similarity, String preparation) {
            this.column = column;
            this.open = open;
            this.close = close;
            this.similarity = similarity;
            this.preparation = preparation;
        }

        String literal(List<?> embedding) {
            return embedding.stream().map(String::valueOf).collect(Collectors.joining(",", open, close));
        }
    }

    /** Replace the passages of a file, all or none. */
    void replace(String path, List<Passage> passages, List<? extends List<?>> embeddings) {
        pool.use(connection -> {
            VectorType vectors = prepared(connection);
            connection.setAutoCommit(false);
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM passages WHERE path = ?");
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO passages (id, path, text, embedding) VALUES (?, ?, ?, ?::" + vectors.column
                                    + ")")) {
                delete.setString(1, path);
                delete.executeUpdate();
                for (int i = 0; i < passages.size(); i++) {
                    insert.setString(1, passages.get(i).id());
                    insert.setString(2, path);
                    insert.setString(3, passages.get(i).text());
                    insert.setString(4, vectors.literal(embeddings.get(i)));
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.setAutoCommit(true);
            return passages.size();
        });
    }

    /** Return the passages that are most similar, the best first; equal ones by their id. */
    List<Passage> nearest(List<?> embedding, int limit) {
        return pool.use(connection -> {
            VectorType vectors = prepared(connection);
            try (PreparedStatement select = connection.prepareStatement("SELECT id, path, text, " + vectors.similarity
                    + " AS score FROM passages ORDER BY score DESC, id LIMIT ?")) {
                select.setString(1, vectors.literal(embedding));
                select.setInt(2, limit);
                List<Passage> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Passage(
                                rows.getString("id"),
                                rows.getString("path"),
                                rows.getString("text"),
                                rows.getDouble("score")));
                    }
                }
                return found;
            }
        });
    }

    /** Return {@code ok} if the database answers. */
    String status() {
        try {
            return pool.use(connection -> "ok");
        } catch (ServiceException e) {
            return "not reachable";
        }
    }

    private VectorType prepared(Connection connection) throws SQLException {
        synchronized (preparing) {
            if (type == null) {
                VectorType found = hasPgvector(connection) ? VectorType.PGVECTOR : VectorType.ARRAY;
                try (Statement statement = connection.createStatement()) {
                    statement.execute(found.preparation);
                    statement.execute("CREATE TABLE IF NOT EXISTS passages (id text PRIMARY KEY, path text NOT NULL,"
                            + " text text NOT NULL, embedding " + found.column + " NOT NULL)");
                }
                log("passages are kept as " + found.column);
                type = found;
            }
            return type;
        }
    }

    @SuppressWarnings("SystemOut") // a service's log is its output
    private static void log(String line) {
        System.out.println(line);
    }

    private static boolean hasPgvector(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")) {
            return rows.next();
        }
    }
}
