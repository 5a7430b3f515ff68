package io.mmp.test.database;

import io.mmp.test.fixture.IsolatedFixture;
import io.mmp.test.fixture.Isolation;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters of {@link IsolatedDatabase} tests; the store of a context owns and drops its database. */
final class IsolatedDatabaseExtension implements ParameterResolver {

    static final IsolatedFixture<IsolatedDatabase, RunningDatabase> FIXTURE = IsolatedFixture.of(
                    new Isolation<>(
                            IsolatedDatabase.class,
                            "database",
                            IsolatedDatabase::scope,
                            annotation -> "schema = %s, server = %s, scope = %s, end = %s"
                                    .formatted(
                                            List.of(annotation.schema()),
                                            annotation.server(),
                                            annotation.scope(),
                                            annotation.end())),
                    RunningDatabase.class,
                    (annotation, context) -> RunningDatabase.start(DatabaseChoice.of(annotation), context))
            .with(TestDatabase.class, database -> database)
            .with(DataSource.class, RunningDatabase::dataSource);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return FIXTURE.supports(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return FIXTURE.resolve(parameter, context);
    }
}
