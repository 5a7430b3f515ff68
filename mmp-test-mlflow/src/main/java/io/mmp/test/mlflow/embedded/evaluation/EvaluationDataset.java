package io.mmp.test.mlflow.embedded.evaluation;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A data set of questions and answers to evaluate with; no two of its records have the same inputs. */
final class EvaluationDataset {

    private static final String USER = "mlflow.user";
    private static final List<String> PARTS = List.of("inputs", "outputs", "expectations");
    private static final int DIGEST_LENGTH = 8;

    final String id = "d-" + UUID.randomUUID().toString().replace("-", "");
    final String name;
    final Map<String, String> tags = new LinkedHashMap<>();
    final Set<String> experiments = new LinkedHashSet<>();
    final Map<String, EvaluationRecord> records = new LinkedHashMap<>();
    final long created = System.currentTimeMillis();
    final @Nullable String createdBy;
    private final Map<String, Object> schema = new LinkedHashMap<>();
    private boolean wasFilled;
    long updated = created;
    private String digest;

    @Nullable
    String updatedBy;

    private @Nullable String profile;

    EvaluationDataset(String name, Map<String, String> tags, List<String> experiments) {
        this.name = name;
        this.tags.putAll(tags);
        this.experiments.addAll(experiments);
        createdBy = tags.get(USER);
        updatedBy = createdBy;
        digest = digest(name, created);
        PARTS.forEach(part -> schema.put(part, new LinkedHashMap<String, Object>()));
        schema.put("version", "1.0");
    }

    /** Add records, or merge them into those with the same inputs, and tell how many were new. */
    int upsert(List<Map<?, ?>> sent) {
        long now = System.currentTimeMillis();
        int inserted = 0;
        String user = null;
        for (Map<?, ?> fields : sent) {
            String key = EvaluationRecord.key(fields);
            EvaluationRecord record = records.get(key);
            Object author = fields.get("tags") instanceof Map<?, ?> map ? map.get(USER) : null;
            user = author == null ? user : String.valueOf(author);
            if (record == null) {
                records.put(key, new EvaluationRecord(id, fields, now, author == null ? null : String.valueOf(author)));
                inserted++;
            } else {
                record.merge(fields, now);
            }
            describe(fields);
        }
        wasFilled = wasFilled || !sent.isEmpty();
        profile = records.isEmpty() ? profile : profile(records.size());
        updated = now;
        updatedBy = user;
        digest = digest(name, now);
        return inserted;
    }

    /** Delete records, and tell how many there were. */
    int delete(List<String> recordIds) {
        int before = records.size();
        records.values().removeIf(record -> recordIds.contains(record.id));
        if (records.size() < before) {
            profile = records.isEmpty() ? "null" : profile(records.size());
        }
        return before - records.size();
    }

    private static String profile(int size) {
        return PythonJson.spaced(Map.of("num_records", size));
    }

    /** Note the types of fields that are new. */
    private void describe(Map<?, ?> fields) {
        for (String part : PARTS) {
            Object value = fields.get(part);
            if (value instanceof Map<?, ?> map && schema.get(part) instanceof Map<?, ?> known) {
                Map<String, Object> types = Trees.copy(known);
                map.forEach((key, item) -> types.putIfAbsent(String.valueOf(key), type(item)));
                schema.put(part, types);
            } else if (part.equals("outputs") && value != null && Map.of().equals(schema.get(part))) {
                schema.put(part, type(value));
            }
        }
    }

    private static String type(@Nullable Object value) {
        return switch (Python.typeName(value)) {
            case "NoneType" -> "null";
            case "bool" -> "boolean";
            case "int" -> "integer";
            case "float" -> "float";
            case "str" -> "string";
            case "list" -> "array";
            default -> "object";
        };
    }

    /** Return the data set without its records as it goes over the wire. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("dataset_id", id);
        tree.put("name", name);
        tree.put("tags", PythonJson.spaced(tags));
        if (wasFilled) {
            tree.put("schema", PythonJson.spaced(schema));
        }
        Optional.ofNullable(profile).ifPresent(text -> tree.put("profile", text));
        tree.put("digest", digest);
        tree.put("created_time", created);
        tree.put("last_update_time", updated);
        Optional.ofNullable(createdBy).ifPresent(user -> tree.put("created_by", user));
        Optional.ofNullable(updatedBy).ifPresent(user -> tree.put("last_updated_by", user));
        return tree;
    }

    private static String digest(String name, long time) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((name + ":" + time).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
