package io.mmp.test.readiness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.assertj.core.api.AssertProvider;

/**
 * The settings that a service is deployed with, each with the place where it stands.
 *
 * <p>Keys of YAML are what leads to a value: {@code services.api.healthcheck.interval}, {@code spec.containers[0].image}. {@link #section} gives what is below one.
 *
 * @since 0.1.0
 */
public final class Configuration implements AssertProvider<ConfigurationAssert> {

    private final String name;
    private final Map<String, ConfigurationEntry> entries;
    private final Map<String, Place> sections;
    private final List<String> faults;

    Configuration(
            String name, Map<String, ConfigurationEntry> entries, Map<String, Place> sections, List<String> faults) {
        this.name = name;
        this.entries = entries;
        this.sections = sections;
        this.faults = List.copyOf(new LinkedHashSet<>(faults));
    }

    /** Take variables of an environment, such as {@code System.getenv()}. */
    public static Configuration ofVariables(Map<String, String> variables) {
        Map<String, ConfigurationEntry> entries = new LinkedHashMap<>();
        new TreeMap<>(variables)
                .forEach((key, value) -> entries.put(key, ConfigurationEntry.of(value, Place.of("the environment"))));
        return new Configuration("the environment", entries, Map.of(), List.of());
    }

    /**
     * Read a {@code .env} file as Docker Compose does, with variables of the file itself filled in.
     *
     * @throws ReadinessException if it cannot be read
     */
    public static Configuration ofEnvironmentFile(Path file) {
        List<String> faults = new ArrayList<>();
        Map<String, ConfigurationEntry> entries =
                EnvironmentFile.read(file.toString(), FileText.read(file), Map.of(), faults);
        return new Configuration(file.toString(), entries, Map.of(), faults);
    }

    /**
     * Read a file of Java's properties, in UTF-8.
     *
     * @throws ReadinessException if it cannot be read
     */
    public static Configuration ofProperties(Path file) {
        return PropertiesSettings.read(file);
    }

    /**
     * Read a YAML file; {@code <<} merges. The keys of a file with several documents start with {@code [0].}, {@code [1].}, and so on.
     *
     * @throws ReadinessException if it cannot be read, or snakeyaml-engine is not on the class path
     */
    public static Configuration ofYaml(Path file) {
        return yaml(() -> YamlSettings.read(file));
    }

    /**
     * Read a file of Docker Compose as Compose does, with the variables of the {@code .env} beside it, and of no shell.
     *
     * @throws ReadinessException if it cannot be read, or needs files that are not read ({@code include}, {@code extends})
     */
    public static Configuration ofCompose(Path file) {
        return ofCompose(file, Map.of());
    }

    /**
     * Read a file of Docker Compose as Compose does, with the variables of a shell and of the {@code .env} beside it.
     *
     * @throws ReadinessException if it cannot be read, or needs files that are not read ({@code include}, {@code extends})
     */
    public static Configuration ofCompose(Path file, Map<String, String> variables) {
        return yaml(() -> ComposeSettings.read(file, variables));
    }

    static <T> T yaml(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (NoClassDefFoundError e) {
            throw new ReadinessException(
                    "YAML is read by org.snakeyaml:snakeyaml-engine, which is not there: add it to the test class path.",
                    e);
        }
    }

    /**
     * Return what is below a key, such as {@code services.api.environment}.
     *
     * @throws ReadinessException if nothing is
     */
    public Configuration section(String key) {
        Map<String, ConfigurationEntry> inside = new LinkedHashMap<>();
        entries.forEach((each, entry) -> below(key, each).ifPresent(rest -> inside.put(rest, entry)));
        Map<String, Place> sectionsInside = new LinkedHashMap<>();
        sections.forEach((each, place) -> {
            if (each.equals(key)) {
                sectionsInside.put("", place);
            }
            below(key, each).ifPresent(rest -> sectionsInside.put(rest, place));
        });
        if (inside.isEmpty() && !sections.containsKey(key)) {
            throw new ReadinessException("%s has nothing below '%s'.%s"
                    .formatted(
                            name,
                            key,
                            NearestKey.of(key, sections.keySet())
                                    .map(" Did you mean '%s'?"::formatted)
                                    .orElse("")));
        }
        return new Configuration(name, inside, sectionsInside, faults);
    }

    private static Optional<String> below(String key, String each) {
        if (each.startsWith(key + ".")) {
            return Optional.of(each.substring(key.length() + 1));
        }
        return each.startsWith(key + "[") ? Optional.of(each.substring(key.length())) : Optional.empty();
    }

    /** Return a value; empty if there is none. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(ConfigurationEntry::value);
    }

    /** Return the keys of values. */
    public Set<String> keys() {
        return Set.copyOf(entries.keySet());
    }

    Map<String, ConfigurationEntry> entries() {
        return entries;
    }

    List<String> faults() {
        return faults;
    }

    boolean isSection(String key) {
        return sections.containsKey(key);
    }

    /** Return where a key that is missing would stand: at the nearest section that is there. */
    Place placeFor(String key) {
        for (String above = key; ; ) {
            int dot = Math.max(above.lastIndexOf('.'), above.lastIndexOf('['));
            above = dot < 0 ? "" : above.substring(0, dot);
            Place place = sections.get(above);
            if (place != null && !above.isEmpty()) {
                return place;
            }
            if (dot < 0) {
                return place == null ? Place.of(name) : place;
            }
        }
    }

    /** Start assertions. */
    @Override
    public ConfigurationAssert assertThat() {
        return new ConfigurationAssert(this);
    }

    /** Return the name of the file. */
    @Override
    public String toString() {
        return name;
    }
}
