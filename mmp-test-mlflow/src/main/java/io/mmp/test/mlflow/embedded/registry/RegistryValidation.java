package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.file.SafePath;
import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** MLflow's rules for names, aliases, versions and tags of the registry. */
final class RegistryValidation {

    private static final int MAX_ALIAS = 255;
    private static final int MAX_KEY = 250;
    private static final int MAX_VALUE = 100_000;
    private static final String PROMPT_TEXT = "mlflow.prompt.text";
    // What Python matches up to "$" may end in a line feed.
    private static final Pattern ALIAS = PythonText.pattern("[\\w\\-]*\\n?", 0);
    private static final Pattern VERSION_ALIAS = PythonText.pattern("[vV]\\d+\\n?", 0);

    private RegistryValidation() {}

    /** Refuse a name that no model can have. */
    static void modelName(String name) {
        modelName("name", name);
    }

    /** Refuse a name that no model can have, naming the field of the request that must not be blank. */
    static void modelName(String field, String name) {
        if (PythonText.isBlank(name)) {
            throw RestException.invalid("Missing value for required parameter '" + field + "'.");
        }
        if (name.contains("/") || name.contains(":")) {
            throw RestException.invalid("Invalid model name '" + name + "'. Names cannot contain '/' or ':'.");
        }
        if (!SafePath.isUnique(name)) {
            throw Validation.invalid("name", name, SafePath.resolvesTo(name));
        }
    }

    /** Read a version number. */
    static BigInteger version(String number) {
        return Python.integer(number)
                .orElseThrow(
                        () -> RestException.invalid("Parameter 'version' must be an integer, got '" + number + "'."));
    }

    /** Refuse a text that no alias can be. */
    static void alias(String alias) {
        if (!ALIAS.matcher(alias).matches()) {
            throw RestException.invalid("Invalid alias name: '" + alias
                    + "'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        }
        Validation.length("Registered model alias name", MAX_ALIAS, alias);
    }

    /** Refuse an alias that would hide a version. */
    static void newAlias(String alias) {
        alias(alias);
        if (PythonText.lowersTo(alias, "latest")) {
            throw RestException.invalid("'latest' alias name (case insensitive) is reserved.");
        }
        if (VERSION_ALIAS.matcher(alias).matches()) {
            throw RestException.invalid("Version alias name '" + alias + "' is reserved.");
        }
    }

    /** Refuse a tag. */
    static void tag(String key, String value) {
        Validation.name("key", key);
        Validation.length("key", MAX_KEY, key);
        Validation.length("value", MAX_VALUE, value);
    }

    /** Refuse a tag of a version, with words of its own for the text of a prompt. */
    static void versionTag(String key, String value) {
        if (key.equals(PROMPT_TEXT) && value.codePointCount(0, value.length()) > MAX_VALUE) {
            throw RestException.invalid("Prompt text exceeds max length of " + MAX_VALUE + " characters.");
        }
        tag(key, value);
    }

    /** Return the tags of a request; the last of several with one key counts. */
    static Map<String, String> tags(List<Message> tags) {
        Map<String, String> byKey = new LinkedHashMap<>();
        tags.forEach(tag -> byKey.put(tag.string("key"), tag.string("value")));
        return byKey;
    }
}
