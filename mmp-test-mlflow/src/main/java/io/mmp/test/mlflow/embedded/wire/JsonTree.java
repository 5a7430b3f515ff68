package io.mmp.test.mlflow.embedded.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a tree of maps and lists in a loop, within limits: JSON of a few bytes a value takes some hundred bytes a value here. */
public final class JsonTree {

    /** How deep objects and lists may stand in one another; Python's parser, and so MLflow, gives up a little deeper. */
    static final int MAX_DEPTH = 950;

    /** How many values an answerable body has at most; a batch with all the metrics that it may have has some 8,000. */
    public static final int MAX_VALUES = 250_000;

    /** Python's limit for an integer; all else is limited by the length of the body. */
    private static final int MAX_DIGITS = 4_300;

    static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();

    private final JsonParser parser;
    private final Deque<Object> open = new ArrayDeque<>();
    private @Nullable Object root;
    private int values;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /** Read the only value of a text; empty if it is {@code null}, or if something follows it. */
    static Optional<Object> read(JsonParser parser) throws IOException {
        return new JsonTree(parser).read();
    }

    private Optional<Object> read() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            return Optional.empty();
        }
        do {
            take(token);
            token = parser.nextToken();
        } while (!open.isEmpty());
        return token == null ? Optional.ofNullable(root) : Optional.empty();
    }

    private void take(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> open(new LinkedHashMap<String, @Nullable Object>());
            case START_ARRAY -> open(new ArrayList<@Nullable Object>(2));
            case END_OBJECT, END_ARRAY -> open.pop();
            case FIELD_NAME -> {
                // The parser keeps it until the value comes.
            }
            case VALUE_STRING -> add(parser.getText());
            case VALUE_NUMBER_INT -> add(integer());
            case VALUE_NUMBER_FLOAT -> add(parser.getDoubleValue());
            case VALUE_TRUE -> add(true);
            case VALUE_FALSE -> add(false);
            default -> add(null);
        }
    }

    private Number integer() throws IOException {
        if (parser.getTextLength() > MAX_DIGITS
                && parser.getText().replace("-", "").length() > MAX_DIGITS) {
            throw new IOException("An integer of more than " + MAX_DIGITS + " digits");
        }
        return parser.getNumberValue();
    }

    private void open(Object container) {
        if (open.size() >= MAX_DEPTH) {
            throw new UnhandledRequestException("JSON of more than " + MAX_DEPTH + " levels");
        }
        add(container);
        open.push(container);
    }

    @SuppressWarnings("unchecked") // only open() fills the stack
    private void add(@Nullable Object value) {
        if (++values > MAX_VALUES) {
            throw new RequestTooLargeException("The embedded server reads JSON of at most " + MAX_VALUES
                    + " values; this request has more. Split it into several requests.");
        }
        Object container = open.peek();
        if (container == null) {
            root = value;
        } else if (container instanceof List) {
            ((List<@Nullable Object>) container).add(value);
        } else {
            ((Map<String, @Nullable Object>) container).put(name(), value);
        }
    }

    private String name() {
        try {
            return parser.currentName();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
