package io.mmp.test.failure;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What is asked for when a test fails, beyond the entry in the report.
 *
 * @param directory where its files go
 * @param keepFor how long servers are kept, from the first failure of this JVM on
 */
record FailureSettings(Optional<Path> directory, Optional<Duration> keepFor) {

    private static final String DIRECTORY = "mmp.failure.dir";
    private static final String KEEP = "mmp.keep";
    private static final String KEEP_FOR = "mmp.keep.for";
    private static final String DEFAULT_KEEP_FOR = "10m";
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    /**
     * Read them.
     *
     * @param parameters looks up a configuration parameter by its name
     * @throws ExtensionConfigurationException if one is not what it can be
     */
    static FailureSettings read(Function<String, Optional<String>> parameters) {
        Optional<Path> directory =
                parameters.apply(DIRECTORY).filter(name -> !name.isBlank()).map(FailureSettings::path);
        Duration keepFor = duration(parameters.apply(KEEP_FOR).orElse(DEFAULT_KEEP_FOR));
        String keep = parameters.apply(KEEP).orElse("never");
        return switch (keep) {
            case "never" -> new FailureSettings(directory, Optional.empty());
            case "on-failure" -> new FailureSettings(directory, Optional.of(keepFor));
            default ->
                throw new ExtensionConfigurationException(
                        "%s is never or on-failure, but is '%s'.".formatted(KEEP, keep));
        };
    }

    private static Path path(String name) {
        try {
            return Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new ExtensionConfigurationException(
                    "%s is '%s', which is no path in the locale of this JVM, whose file names are %s. Start it with LC_ALL=C.UTF-8, or name another."
                            .formatted(DIRECTORY, name, System.getProperty("sun.jnu.encoding")),
                    e);
        }
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new ExtensionConfigurationException(
                    "%s is '%s', but must be a duration such as 90s, 10m or 1h.".formatted(KEEP_FOR, text));
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
