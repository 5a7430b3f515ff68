package io.mmp.test.mlflow.embedded.wire;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that was read; a missing field has protobuf's default: an empty text, zero, an empty list. */
public final class Message {

    private final Map<String, Object> values = new HashMap<>();

    /** Tell whether the request has a field. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Return a text, empty if it is missing. */
    public String string(String name) {
        return (String) values.getOrDefault(name, "");
    }

    /** Return an integer, zero if it is missing. */
    public long integer(String name) {
        return (long) values.getOrDefault(name, 0L);
    }

    /** Return a number, zero if it is missing. */
    public double number(String name) {
        return (double) values.getOrDefault(name, 0.0);
    }

    /** Return a flag, false if it is missing. */
    public boolean flag(String name) {
        return (boolean) values.getOrDefault(name, false);
    }

    /** Return an object, empty if it is missing. */
    public Message message(String name) {
        return (Message) values.getOrDefault(name, new Message());
    }

    /** Return an object as it was sent, empty if it is missing. */
    Map<String, Object> tree(String name) {
        return Trees.copy(values.get(name));
    }

    /** Return texts by name, empty if they are missing. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        tree(name).forEach((key, text) -> texts.put(key, (String) text));
        return texts;
    }

    /** Return a value of any type, or nothing if it is missing or null. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Return a list of objects. */
    public List<Message> messages(String name) {
        return list(name).stream().map(Message.class::cast).toList();
    }

    /** Return a list of texts. */
    public List<String> strings(String name) {
        return list(name).stream().map(String.class::cast).toList();
    }

    /** Return a text, or nothing if it is missing or empty, which MLflow does not tell apart here. */
    public Optional<String> optional(String name) {
        return Optional.of(string(name)).filter(text -> !text.isEmpty());
    }

    /** Return the id of a run, which old clients send under another name. */
    public String runId() {
        return optional("run_id").orElseGet(() -> string("run_uuid"));
    }

    void put(String name, Object value) {
        values.put(name, value);
    }

    void clear(String name) {
        values.remove(name);
    }

    private List<?> list(String name) {
        return (List<?>) values.getOrDefault(name, List.of());
    }
}
