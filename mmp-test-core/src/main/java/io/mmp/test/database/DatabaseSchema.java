package io.mmp.test.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that make the tables of a database.
 *
 * @param scripts in the order in which they run
 */
record DatabaseSchema(List<Script> scripts) {

    /** A script and what it consists of. */
    record Script(String name, String text, List<SqlStatement> statements) {}

    /**
     * Read scripts from the class path.
     *
     * @throws DatabaseException if one is missing, is no text, or has no statement
     */
    static DatabaseSchema read(List<String> names, Class<?> testClass) {
        List<Script> scripts = new ArrayList<>();
        for (String name : names) {
            String text = text(name, testClass);
            try {
                scripts.add(new Script(name, text, SqlSplitter.split(text)));
            } catch (IllegalArgumentException e) {
                throw new DatabaseException("Schema script '%s', %s.".formatted(name, e.getMessage()), e);
            }
            if (scripts.get(scripts.size() - 1).statements().isEmpty()) {
                throw new DatabaseException("Schema script '%s' has no statement.".formatted(name), null);
            }
        }
        return new DatabaseSchema(List.copyOf(scripts));
    }

    private static String text(String name, Class<?> testClass) {
        String path = name.startsWith("/") ? name : "/" + name;
        try (@Nullable InputStream in = testClass.getResourceAsStream(path)) {
            if (in == null) {
                throw new DatabaseException(missing(name, testClass), null);
            }
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DatabaseException("Schema script '%s' is not in UTF-8.".formatted(name), e);
        } catch (IOException e) {
            throw new DatabaseException("Schema script '%s' cannot be read: %s".formatted(name, e), e);
        }
    }

    private static String missing(String name, Class<?> testClass) {
        String beside = testClass.getPackageName().replace('.', '/') + "/" + name;
        return testClass.getResource("/" + beside) == null
                ? "Schema script '%s' of %s is not on the class path: put it into src/test/resources, and name it from there."
                        .formatted(name, testClass.getName())
                : "Schema script '%s' of %s is not at the root of the class path, but beside the test: name it '%s'."
                        .formatted(name, testClass.getName(), beside);
    }

    /**
     * Run all statements, each in a transaction of its own.
     *
     * @throws DatabaseException at the first that the database refuses, with its place and text
     */
    void applyTo(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // What looks like a call, {d '2026-01-01'}, is the script's own.
            statement.setEscapeProcessing(false);
            for (Script script : scripts) {
                for (SqlStatement sql : script.statements()) {
                    try {
                        statement.execute(sql.text());
                    } catch (SQLException e) {
                        throw new DatabaseException(
                                "Schema script '%s', line %s: the database refuses '%s': %s"
                                        .formatted(script.name(), sql.line(), sql.shown(), e.getMessage()),
                                e);
                    }
                }
            }
        }
    }

    /** Return a text that is the same for schemas that are, and for no others. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Script script : scripts) {
                byte[] bytes = script.text().getBytes(UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }

    /** Return how many scripts there are, for messages. */
    @Override
    public String toString() {
        return Words.count(scripts.size(), "script");
    }
}
