package io.mmp.test.server;

import io.mmp.test.Internal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM starts, finds and ends processes: by what Linux has, or by what each POSIX system has.
 *
 * <p>The system property {@code mmp.process.path} is {@code auto}, or {@code portable} to have on Linux what macOS has.
 *
 * @since 0.1.0
 */
@Internal
public enum ProcessPath {
    /** By {@code /proc} and {@code setsid}. */
    LINUX,

    /** By {@code sh}, {@code ps} and {@code lsof}. */
    PORTABLE,

    /** Not at all: this is Windows. */
    NONE;

    private static final String PROPERTY = "mmp.process.path";
    private static final Path SELF = Path.of("/proc/self/stat");

    private static @Nullable ProcessPath current;

    /**
     * Return that of this JVM.
     *
     * @throws IllegalArgumentException if the system property is neither of its values
     */
    public static synchronized ProcessPath current() {
        if (current == null) {
            current = of(
                    System.getProperty("os.name", ""),
                    System.getProperty(PROPERTY, "auto"),
                    Files.isReadable(SELF)
                            && Program.find("setsid", Program.path()).isPresent());
        }
        return current;
    }

    static ProcessPath of(String system, String property, boolean hasLinuxTools) {
        if (!property.equals("auto") && !property.equals("portable")) {
            throw new IllegalArgumentException(
                    "%s must be auto or portable, but is '%s'.".formatted(PROPERTY, property));
        }
        if (system.startsWith("Windows")) {
            return NONE;
        }
        return property.equals("auto") && hasLinuxTools ? LINUX : PORTABLE;
    }
}
