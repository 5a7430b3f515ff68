package io.mmp.test.profile;

import io.mmp.test.extension.ParameterClaims;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters of {@link WithProfile}. */
final class WithProfileExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(WithProfileExtension.class);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return (type == Profile.class || ProfileDeclaration.of(context).gives(type))
                && !ParameterClaims.isOfAnother(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ProfileDeclaration declaration = ProfileDeclaration.of(context);
        Profile profile = declaration.profile(context);
        return parameter.getParameter().getType() == Profile.class
                ? profile
                : context.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                new Key(profile, declaration.settings()),
                                key -> profile.settings(declaration.settings()));
    }

    private record Key(Profile profile, Class<?> settings) {}
}
