package io.mmp.test.extension;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The JUnit that runs the tests. */
final class JUnitVersion {

    /** Came with the oldest supported version. */
    private static final String NEEDED_TYPE = "org.junit.jupiter.api.parallel.ResourceLocksProvider";

    private static final boolean SUPPORTED = exists(NEEDED_TYPE);

    private JUnitVersion() {}

    /** Refuse a JUnit that would not close what tests start, before anything starts. */
    static void requireSupported() {
        if (!SUPPORTED) {
            throw new ExtensionConfigurationException(
                    "mmp-test needs JUnit 5.12 or later, but the tests run on %s: set the version of org.junit:junit-bom (or Spring Boot's junit-jupiter.version) to 5.12.0 or later."
                            .formatted(version().map(found -> "JUnit " + found).orElse("an older one")));
        }
    }

    /** Tell whether the JUnit on the class path has a type. */
    static boolean exists(String type) {
        try {
            Class.forName(type, false, JUnitVersion.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Optional<String> version() {
        return Optional.ofNullable(ExtensionContext.class.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(ExtensionContext.class.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion));
    }
}
