package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.file.SafePath;
import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** MLflow's rules for names and values. */
public final class Validation {

    private static final int MAX_RESULTS = 50_000;
    private static final int MAX_EXPERIMENT_NAME = 500;
    private static final int MAX_KEY = 250;
    private static final int MAX_EXPERIMENT_TAG = 20_000;
    private static final int MAX_PARAM = 6_000;
    private static final int MAX_TAG = 8_000;
    // What Python matches up to "$" may end in a line feed.
    private static final Pattern NAME = PythonText.pattern("[/\\w.\\- :]*\\n?", 0);
    private static final Pattern RUN_ID = PythonText.pattern("[a-zA-Z0-9][\\w\\-]{0,255}\\n?", 0);

    private Validation() {}

    /** Read an experiment id; an empty one is 0. */
    static BigInteger experimentId(String id) {
        return searchedExperimentId(id.isEmpty() ? "0" : id);
    }

    /** Return the number of an experiment to search in; here an empty id is none. */
    public static BigInteger searchedExperimentId(String id) {
        return Python.integer(id)
                .orElseThrow(() -> RestException.invalid(
                        "Invalid experiment ID '" + id + "'. Experiment ID must be a valid integer."));
    }

    /** Refuse an integer that is too large for MLflow's database. */
    public static void requireDatabaseInteger(BigInteger number) {
        if (number.bitLength() > 63) {
            throw new RestException(ErrorCode.INTERNAL_ERROR, "Python int too large to convert to SQLite INTEGER");
        }
    }

    /** Return the numbers that an experiment can have; the database refuses what it cannot compare. */
    static Set<Long> requireDatabaseIntegers(List<BigInteger> numbers) {
        numbers.forEach(Validation::requireDatabaseInteger);
        return numbers.stream().map(BigInteger::longValue).collect(Collectors.toSet());
    }

    /** Refuse a run id that cannot be one. */
    static void runId(String id) {
        if (!RUN_ID.matcher(id).matches()) {
            throw invalid("run_id", id, "");
        }
    }

    /** Refuse an experiment name that is too long. */
    static void experimentName(String name) {
        length("name", MAX_EXPERIMENT_NAME, name);
    }

    /** Refuse a page size that is not positive or too large. */
    public static void maxResults(long maxResults) {
        if (maxResults < 1) {
            throw RestException.invalid("Invalid value " + maxResults
                    + " for parameter 'max_results' supplied. It must be a positive integer");
        }
        if (maxResults > MAX_RESULTS) {
            throw RestException.invalid("Invalid value " + maxResults
                    + " for parameter 'max_results' supplied. It must be at most " + MAX_RESULTS);
        }
    }

    /** Refuse a tag of an experiment. */
    static void experimentTag(String key, String value) {
        name("key", key);
        length("key", MAX_KEY, key);
        length("value", MAX_EXPERIMENT_TAG, value);
    }

    /**
     * Refuse a tag of a run, or return its value, cut to what fits.
     *
     * @param path where the tag stands in the request, empty or such as {@code tags[3].}
     */
    static String runTag(String path, String key, String value) {
        name(path + "key", key);
        length(path + "key", MAX_KEY, key);
        return truncate(value, MAX_TAG);
    }

    /** Refuse a param, or return its value, cut to what fits. */
    static String param(String path, String key, String value) {
        name(path + "key", key);
        length("Param key", MAX_KEY, key);
        return truncate(value, MAX_PARAM);
    }

    /** Refuse a metric. */
    static void metric(String path, String key, double value, long timestamp) {
        name(path + "name", key);
        if (timestamp < 0) {
            throw invalid(
                    path + "timestamp",
                    timestamp,
                    "metric '" + key + "' (value=" + Python.repr(value)
                            + "). Timestamp must be a nonnegative long (64-bit integer) ");
        }
        length("Metric name", MAX_KEY, key);
    }

    /** Refuse a key with characters that MLflow does not allow, or that is not its own path. */
    public static void name(String path, String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid(
                    path,
                    name,
                    "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), "
                            + "colon(:) and slashes (/).");
        }
        if (!SafePath.isUnique(name)) {
            throw invalid(path, name, SafePath.resolvesTo(name));
        }
    }

    /** Refuse a text with more characters than a limit. */
    public static void length(String name, int limit, String value) {
        if (characters(value) > limit) {
            throw RestException.invalid("'" + name + "' exceeds the maximum length of " + limit + " characters");
        }
    }

    /** Create MLflow's complaint about a value, with a reason or without. */
    public static RestException invalid(String path, Object value, String reason) {
        return RestException.invalid("Invalid value " + PythonJson.compact(value) + " for parameter '" + path
                + "' supplied" + (reason.isEmpty() ? "." : ": " + reason));
    }

    private static String truncate(String value, int limit) {
        return characters(value) <= limit ? value : value.substring(0, value.offsetByCodePoints(0, limit));
    }

    /** Python counts code points, Java counts UTF-16 units. */
    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
