package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.math.BigInteger;
import java.util.Map;

/** The endpoints of aliases. */
public final class ModelAliases implements Router.Resource {

    private static final String PATH = "2.0/mlflow/registered-models/alias";
    private static final Field NAME = Field.string("name").typed().required();
    private static final Field ALIAS = Field.string("alias").typed().required();
    private static final Schema BY_ALIAS = Schema.of(NAME, ALIAS);
    private static final Schema SET =
            Schema.of(NAME, ALIAS, Field.string("version").typed().required());

    private final RegistryState state;

    public ModelAliases(RegistryState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(PATH, SET, this::set);
        routes.get(PATH, BY_ALIAS, this::get);
        routes.json("DELETE", PATH, BY_ALIAS, this::delete);
    }

    private Map<String, ?> set(Message request) {
        String name = request.string("name");
        RegistryValidation.modelName(name);
        RegistryValidation.newAlias(request.string("alias"));
        BigInteger number = RegistryValidation.version(request.string("version"));
        int version = state.version(name, number).version;
        state.model(name).aliases.put(request.string("alias"), version);
        return Map.of();
    }

    private Map<String, ?> get(Message request) {
        ModelVersion version = state.versionByAlias(request.string("name"), request.string("alias"));
        return Map.of("model_version", version.treeWithAliases(state.model(request.string("name"))));
    }

    private Map<String, ?> delete(Message request) {
        String name = request.string("name");
        RegistryValidation.modelName(name);
        RegistryValidation.alias(request.string("alias"));
        state.model(name).aliases.remove(request.string("alias"));
        return Map.of();
    }
}
