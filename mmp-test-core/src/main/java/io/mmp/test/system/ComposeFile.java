package io.mmp.test.system;

import io.mmp.test.container.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A compose file, whose services become containers of a group. */
final class ComposeFile {

    private static final Set<String> OF_FILE = Set.of("services", "version", "name");
    private static final Set<String> OF_SERVICE =
            Set.of("image", "command", "environment", "ports", "expose", "depends_on", "healthcheck");

    private final Path file;

    private ComposeFile(Path file) {
        this.file = file;
    }

    static List<Service> read(Path file) {
        return new ComposeFile(file).services();
    }

    private List<Service> services() {
        Map<String, Object> document = map(load(), "the document");
        refuseUnknown("the document", document.keySet(), OF_FILE);
        Map<String, Object> described = map(document.get("services"), "services");
        List<Service> services = new ArrayList<>();
        described.forEach((name, service) -> services.add(service(name, map(service, "services." + name))));
        return services;
    }

    private @Nullable Object load() {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (YamlEngineException e) {
            throw wrong("is not YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw wrong("cannot be read: " + e, e);
        }
    }

    private Service service(String name, Map<String, Object> members) {
        String place = "services." + name;
        refuseUnknown(place, members.keySet(), OF_SERVICE);
        if (!(members.get("image") instanceof String image)) {
            throw wrong("has no image at %s: images are not built from a compose file".formatted(place), null);
        }
        ComposeService service = new ComposeService(
                words(members.get("command"), place + ".command"),
                environment(members.get("environment"), place + ".environment"),
                ports(members, place),
                ComposeHealth.read(
                        members.get("healthcheck"), problem -> wrong(place + ".healthcheck " + problem, null)));
        if (service.ports().isEmpty()) {
            throw wrong(
                    "has neither ports nor expose at %s: others could not be told its address".formatted(place), null);
        }
        List<String> dependencies = names(members.get("depends_on"), place + ".depends_on");
        return Service.of(name, ContainerSpec.of(name, expanded(image, place + ".image"), service::container))
                .withDependency(dependencies.toArray(String[]::new))
                .withPort(service.ports().get(0));
    }

    private List<String> words(@Nullable Object command, String place) {
        if (command == null) {
            return List.of();
        }
        if (command instanceof List<?> words) {
            return words.stream()
                    .map(word -> expanded(String.valueOf(word), place))
                    .toList();
        }
        String line = expanded(String.valueOf(command), place);
        if (line.matches(".*['\"\\\\].*")) {
            throw wrong(
                    "%s has quotes: write it as a list, [\"redis-server\", \"--save\", \"\"]".formatted(place), null);
        }
        return List.of(line.strip().split("\\s+"));
    }

    private Map<String, String> environment(@Nullable Object environment, String place) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (environment instanceof List<?> lines) {
            for (Object line : lines) {
                String[] parts = String.valueOf(line).split("=", 2);
                if (parts.length < 2) {
                    throw wrong(
                            "%s has '%s' without a value: it would be taken from this machine".formatted(place, line),
                            null);
                }
                variables.put(parts[0], expanded(parts[1], place));
            }
        } else if (environment != null) {
            map(environment, place).forEach((name, value) -> {
                if (value == null) {
                    throw wrong(
                            "%s has '%s' without a value: it would be taken from this machine".formatted(place, name),
                            null);
                }
                variables.put(name, expanded(String.valueOf(value), place));
            });
        }
        return variables;
    }

    /** Return the ports inside the container; those outside are leased, so that two tests can run at once. */
    private List<Integer> ports(Map<String, Object> members, String place) {
        List<Integer> ports = new ArrayList<>();
        for (String key : List.of("ports", "expose")) {
            if (members.get(key) instanceof List<?> list) {
                for (Object port : list) {
                    String[] parts = String.valueOf(port).split(":", -1);
                    String inside = parts[parts.length - 1].replaceFirst("/tcp$", "");
                    if (port instanceof Map || !inside.matches("[0-9]{1,5}")) {
                        throw wrong(
                                "%s.%s has '%s', which is no TCP port such as 8080 or \"8080:80\""
                                        .formatted(place, key, port),
                                null);
                    }
                    ports.add(Integer.valueOf(inside));
                }
            } else if (members.get(key) != null) {
                throw wrong("%s.%s must be a list".formatted(place, key), null);
            }
        }
        return ports.stream().distinct().toList();
    }

    private List<String> names(@Nullable Object names, String place) {
        if (names instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        if (names == null) {
            return List.of();
        }
        Map<String, Object> conditions = map(names, place);
        conditions.forEach((name, condition) -> {
            Object wanted = map(condition, place + "." + name).getOrDefault("condition", "service_started");
            if (!Set.of("service_started", "service_healthy").contains(String.valueOf(wanted))) {
                throw wrong(
                        "%s.%s has the condition '%s', which is not understood".formatted(place, name, wanted), null);
            }
        });
        return List.copyOf(conditions.keySet());
    }

    private String expanded(String text, String place) {
        String plain = text.replace("$$", "");
        if (plain.contains("$")) {
            throw wrong(
                    "%s has '%s': variables are not expanded; write the value, or $$ for a dollar"
                            .formatted(place, text),
                    null);
        }
        return text.replace("$$", "$");
    }

    private Map<String, Object> map(@Nullable Object value, String place) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong("must have a mapping at %s, but has %s".formatted(place, value), null);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put(String.valueOf(key), member));
        return members;
    }

    private void refuseUnknown(String place, Set<String> keys, Set<String> known) {
        Set<String> unknown = new TreeSet<>(keys);
        unknown.removeAll(known);
        unknown.removeIf(key -> key.startsWith("x-"));
        if (!unknown.isEmpty()) {
            throw wrong(
                    "has %s at %s, which is not understood; understood are %s"
                            .formatted(String.join(", ", unknown), place, String.join(", ", new TreeSet<>(known))),
                    null);
        }
    }

    private ServiceGroupException wrong(String problem, @Nullable Throwable cause) {
        return new ServiceGroupException("Compose file %s %s.".formatted(file, problem), cause);
    }
}
