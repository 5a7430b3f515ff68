package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a trace that MLflow keeps as numbers: session, tokens and cost.
 *
 * <p>What a client sends is so normalised: values that are no numbers vanish, and the texts are written anew.
 */
final class TraceUsage {

    static final String SESSION = "mlflow.trace.session";
    static final String TOKENS = "mlflow.trace.tokenUsage";
    static final String COST = "mlflow.trace.cost";
    private static final int MAX_SESSION = 250;

    static final List<String> TOKEN_KEYS = List.of(
            "input_tokens",
            "output_tokens",
            "total_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
            "cache_creation_input_tokens_above_1hr");
    static final List<String> COST_KEYS = List.of("input_cost", "output_cost", "total_cost");

    @Nullable
    String session;

    private final Map<String, @Nullable Object> tokens = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> cost = new LinkedHashMap<>();

    TraceUsage() {
        TOKEN_KEYS.forEach(key -> tokens.put(key, null));
        COST_KEYS.forEach(key -> cost.put(key, null));
    }

    /** Tell whether metadata of that name is kept here. */
    static boolean keeps(String key) {
        return key.equals(SESSION) || isCounted(key);
    }

    /** Tell whether metadata of that name is a table of numbers. */
    static boolean isCounted(String key) {
        return key.equals(TOKENS) || key.equals(COST);
    }

    /** Refuse a session id that is too long. */
    static void requireSession(String session) {
        Validation.length("Session ID", MAX_SESSION, session);
    }

    /** Take over what metadata says; what it does not name stays. */
    void read(Map<String, String> metadata) {
        String sent = metadata.get(SESSION);
        if (sent != null) {
            requireSession(sent);
            session = sent;
        }
        setTokens(object(metadata.get(TOKENS)));
        setCost(object(metadata.get(COST)));
    }

    /** Take over counts of tokens; what is no whole number becomes none. */
    void setTokens(Map<?, ?> counts) {
        tokens.replaceAll((key, old) -> counts.containsKey(key) ? count(counts.get(key)) : old);
    }

    /** Take over costs; what is no number becomes none. */
    void setCost(Map<?, ?> costs) {
        cost.replaceAll((key, old) -> costs.containsKey(key) ? amount(costs.get(key)) : old);
    }

    /** Tell whether any count of tokens is known. */
    boolean hasTokens() {
        return text(TOKENS).isPresent();
    }

    /** Tell whether any cost is known. */
    boolean hasCost() {
        return text(COST).isPresent();
    }

    /** Return metadata that is kept here as text. */
    Optional<String> text(String key) {
        if (key.equals(SESSION)) {
            return Optional.ofNullable(session);
        }
        Map<String, Object> known = new LinkedHashMap<>();
        (key.equals(TOKENS) ? tokens : cost).forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return known.isEmpty() ? Optional.empty() : Optional.of(PythonJson.spaced(known));
    }

    /** Add what is known to the metadata that clients see. */
    void addTo(Map<String, String> metadata) {
        List.of(SESSION, TOKENS, COST).forEach(key -> text(key).ifPresent(text -> metadata.put(key, text)));
    }

    private static Map<?, ?> object(@Nullable String json) {
        Object read = json == null
                ? null
                : Json.read(json.getBytes(StandardCharsets.UTF_8)).orElse(null);
        return read instanceof Map<?, ?> map ? map : Map.of();
    }

    private static @Nullable Long count(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return null;
        }
        try {
            return new BigDecimal(value.toString().strip()).longValueExact();
        } catch (ArithmeticException | NumberFormatException noCount) {
            return null;
        }
    }

    /** Return a number as Python's {@code float()} reads it, if it is finite. */
    static @Nullable Double amount(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return null;
        }
        return Python.decimal(Objects.toString(value)).filter(Double::isFinite).orElse(null);
    }
}
