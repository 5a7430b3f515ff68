package io.mmp.test.mlflow.client;

import io.mmp.test.Internal;

/**
 * A module of the JDK that a JVM on a true module path has not resolved by itself: our jars are automatic modules, which cannot ask for
 * others.
 *
 * @since 0.1.0
 */
@Internal
public final class RequiredModule {

    private RequiredModule() {}

    /**
     * Go on only if this module is there.
     *
     * @throws IllegalStateException if it is not; without this look a class would be missing later, in somebody else's words
     */
    public static void require(String module, String purpose) {
        if (ModuleLayer.boot().findModule(module).isEmpty()) {
            throw new IllegalStateException(
                    "%s needs the module %s, which this JVM has not resolved. Start it with --add-modules ALL-MODULE-PATH,jdk.httpserver,java.net.http,java.sql."
                            .formatted(purpose, module));
        }
    }
}
