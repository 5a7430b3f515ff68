package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The registered models of one server; the router lets one request at a time touch them. */
public final class RegistryState {

    final Map<String, RegisteredModel> models = new TreeMap<>(PythonText.ORDER);

    /** Return a model, or fail as MLflow does for a bad name and for an unknown one. */
    RegisteredModel model(String name) {
        RegistryValidation.modelName(name);
        RegisteredModel model = models.get(name);
        if (model == null) {
            throw RestException.missing("Registered Model with name=" + name + " not found");
        }
        return model;
    }

    /** Return where the artifacts of a version are that is not deleted. */
    public String downloadUri(String name, String number) {
        return version(name, number).downloadUri;
    }

    /** Return a version that is not deleted. */
    ModelVersion version(String name, String number) {
        RegistryValidation.modelName(name);
        return version(name, RegistryValidation.version(number));
    }

    /** Return a version that is not deleted. */
    ModelVersion version(String name, BigInteger number) {
        return find(name, number)
                .orElseThrow(() ->
                        RestException.missing("Model Version (name=" + name + ", version=" + number + ") not found"));
    }

    /** Return the version that an alias points to; {@code latest} points to the highest number. */
    ModelVersion versionByAlias(String name, String alias) {
        RegistryValidation.modelName(name);
        RegistryValidation.alias(alias);
        RegisteredModel model = model(name);
        if (PythonText.lowersTo(alias, "latest")) {
            return model.versionsFromLatest()
                    .findFirst()
                    .orElseThrow(() -> RestException.missing("Latest version not found for model " + name + "."));
        }
        Integer number = model.aliases.get(alias);
        if (number == null) {
            throw RestException.invalid("Registered model alias " + alias + " not found.");
        }
        return version(name, BigInteger.valueOf(number));
    }

    private Optional<ModelVersion> find(String name, BigInteger number) {
        if (number.bitLength() >= Long.SIZE) {
            throw new RestException(ErrorCode.INTERNAL_ERROR, "Python int too large to convert to SQLite INTEGER");
        }
        return Optional.ofNullable(models.get(name)).flatMap(model -> model.version(number.longValue()));
    }
}
