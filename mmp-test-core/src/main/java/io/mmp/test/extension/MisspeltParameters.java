package io.mmp.test.extension;

import io.mmp.test.Internal;
import io.mmp.test.json.JsonReader;
import io.mmp.test.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Warns of parameters that are misspelt: one that nobody reads would have no effect, and nobody would notice that the tests ran on the embedded
 * server.
 *
 * <p>A name is taken for misspelt if it is near to one that the modules on the class path read. Others that begin alike are left to whoever reads them.
 */
@Internal
public final class MisspeltParameters implements TestExecutionListener {

    private static final String PREFIX = "mmp.";

    /** Behind these stands a name of the user. */
    private static final List<String> OPEN = List.of("mmp.executable.", "mmp.settings.");

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    private static final Logger LOG = System.getLogger(MisspeltParameters.class.getName());

    /** Create a listener for one run after another. */
    public MisspeltParameters() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Set<String> names = new TreeSet<>(plan.getConfigurationParameters().keySet());
        names.addAll(System.getProperties().stringPropertyNames());
        names.removeIf(name -> !name.startsWith(PREFIX));
        if (!names.isEmpty()) {
            warnings(names, known()).forEach(warning -> LOG.log(Level.WARNING, warning));
        }
    }

    /** Return a sentence for each name that is near to a known one, and is none. */
    static List<String> warnings(Collection<String> names, Collection<String> known) {
        return names.stream()
                .filter(name -> !known.contains(name) && OPEN.stream().noneMatch(name::startsWith))
                .flatMap(name -> meant(name, known)
                        .map(meant -> "The parameter '%s' has no effect, since nobody reads it. Did you mean '%s'?"
                                .formatted(name, meant))
                        .stream())
                .toList();
    }

    private static Optional<String> meant(String name, Collection<String> known) {
        Optional<String> shortened = known.stream()
                .filter(candidate -> lastDot(candidate) == lastDot(name)
                        && (candidate.startsWith(name) || name.startsWith(candidate))
                        && name.length() > PREFIX.length())
                .findFirst();
        String own = name.substring(PREFIX.length());
        return shortened.or(() -> Nearest.to(
                        own,
                        known.stream()
                                .map(candidate -> candidate.substring(PREFIX.length()))
                                .filter(candidate -> !own.endsWith("." + candidate)) // such as that of another product
                                .toList())
                .map(PREFIX::concat));
    }

    private static int lastDot(String name) {
        return name.lastIndexOf('.');
    }

    /** Return the parameters that the modules on the class path read, as their metadata say. */
    static Set<String> known() {
        Set<String> names = new TreeSet<>();
        try {
            for (URL file :
                    Collections.list(MisspeltParameters.class.getClassLoader().getResources(METADATA))) {
                try (InputStream content = file.openStream()) {
                    String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                    if (text.contains('"' + PREFIX)) { // those of frameworks are long
                        addNames(JsonReader.read(text), names);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "Misspelt parameters are not looked for: the metadata cannot be read", e);
            return Set.of();
        }
        return names;
    }

    private static void addNames(@Nullable Object metadata, Set<String> names) {
        if (metadata instanceof Map<?, ?> content && content.get("properties") instanceof List<?> properties) {
            for (Object property : properties) {
                if (property instanceof Map<?, ?> fields
                        && fields.get("name") instanceof String name
                        && name.startsWith(PREFIX)) {
                    names.add(name);
                }
            }
        }
    }
}
