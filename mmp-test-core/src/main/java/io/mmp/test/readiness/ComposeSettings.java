package io.mmp.test.readiness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Takes a file of Docker Compose as settings, as Compose reads it: variables filled in, {@code environment} as a list or a mapping, with what {@code env_file} has below it. What would need other files is refused by its
 * name.
 */
final class ComposeSettings {

    private final Path file;
    private final Map<String, String> variables;
    private final List<String> faults = new ArrayList<>();
    private final YamlSettings yaml;

    private ComposeSettings(Path file, Map<String, String> given) {
        this.file = file;
        this.variables = new LinkedHashMap<>();
        Path beside = file.resolveSibling(".env");
        if (Files.exists(beside)) {
            EnvironmentFile.read(beside.toString(), FileText.read(beside), given, faults)
                    .forEach((key, entry) -> {
                        if (entry.value() != null) {
                            variables.put(key, entry.value());
                        }
                    });
        }
        variables.putAll(given);
        this.yaml = new YamlSettings(file, (text, place) -> Interpolation.fill(text, place, variables), faults);
    }

    static Configuration read(Path file, Map<String, String> variables) {
        ComposeSettings settings = new ComposeSettings(file, variables);
        settings.read();
        return new Configuration(file.toString(), settings.yaml.entries(), settings.yaml.sections(), settings.faults);
    }

    private void read() {
        List<Node> documents = yaml.documents(FileText.read(file));
        if (documents.size() != 1 || !(documents.get(0) instanceof MappingNode root)) {
            throw new ReadinessException(
                    "%s must be one document with a mapping, as files of Compose are.".formatted(file));
        }
        Map<String, YamlSettings.Member> members = yaml.members(root);
        refuse(members, "include", "");
        YamlSettings.Member services = members.get("services");
        if (services == null || !(services.value() instanceof MappingNode all)) {
            throw new ReadinessException(
                    "%s has no mapping 'services', as files of Compose have. Read other YAML by Configuration.ofYaml."
                            .formatted(file));
        }
        refuseTags(root, 0);
        yaml.add("", root, 0);
        yaml.members(all).forEach((name, service) -> {
            if (service.value() instanceof MappingNode mapping) {
                service("services." + name, yaml.members(mapping));
            }
        });
    }

    private void service(String path, Map<String, YamlSettings.Member> service) {
        refuse(service, "extends", path + ".");
        Map<String, ConfigurationEntry> environment = new LinkedHashMap<>();
        YamlSettings.Member files = service.get("env_file");
        if (files != null) {
            environmentFiles(files.value(), environment);
        }
        YamlSettings.Member own = service.get("environment");
        if (own != null) {
            environment(own.value(), environment);
        }
        YamlSettings.Member first = own == null ? files : own;
        if (first != null) {
            String prefix = path + ".environment";
            yaml.entries().keySet().removeIf(key -> key.startsWith(prefix + ".") || key.startsWith(prefix + "["));
            yaml.sections().put(prefix, yaml.place(first.key()));
            environment.forEach((key, entry) -> yaml.entries().put(prefix + "." + key, entry));
        }
    }

    private void environment(Node node, Map<String, ConfigurationEntry> environment) {
        if (node instanceof MappingNode mapping) {
            yaml.members(mapping).forEach((key, member) -> {
                Place place = yaml.place(member.key());
                if (member.value() instanceof ScalarNode scalar) {
                    environment.put(
                            key, YamlSettings.isNull(scalar) ? passedOn(key, place) : yaml.entry(scalar, place));
                } else {
                    faults.add("%s: '%s' must be one value.".formatted(place, key));
                }
            });
        } else if (node instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                Place place = yaml.place(element);
                String text = YamlSettings.text(element);
                if (text == null) {
                    faults.add("%s: an element of 'environment' is a mapping. Write NAME=value.".formatted(place));
                    continue;
                }
                int equals = text.indexOf('=');
                if (equals < 0) {
                    environment.put(text, passedOn(text, place));
                } else {
                    environment.put(
                            text.substring(0, equals),
                            Interpolation.fill(text.substring(equals + 1), place, variables));
                }
            }
        }
    }

    private ConfigurationEntry passedOn(String key, Place place) {
        String value = variables.get(key);
        return new ConfigurationEntry(
                value, place, value == null ? "It is passed on from the shell, which does not set it." : "");
    }

    private void environmentFiles(Node node, Map<String, ConfigurationEntry> environment) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(each -> environmentFiles(each, environment));
            return;
        }
        boolean isRequired = true;
        String name = YamlSettings.text(node);
        if (node instanceof MappingNode mapping) {
            Map<String, YamlSettings.Member> members = yaml.members(mapping);
            name = members.containsKey("path")
                    ? YamlSettings.text(members.get("path").value())
                    : null;
            isRequired = !members.containsKey("required")
                    || !"false".equals(YamlSettings.text(members.get("required").value()));
        }
        String filled = name == null
                ? null
                : Interpolation.fill(name, yaml.place(node), variables).value();
        if (filled == null) {
            faults.add("%s: 'env_file' names no file.".formatted(yaml.place(node)));
            return;
        }
        Path named = file.resolveSibling(filled);
        if (Files.exists(named)) {
            environment.putAll(EnvironmentFile.read(named.toString(), FileText.read(named), variables, faults));
        } else if (isRequired) {
            faults.add("%s: the file '%s' of 'env_file' does not exist.".formatted(yaml.place(node), filled));
        }
    }

    private void refuse(Map<String, YamlSettings.Member> members, String name, String path) {
        YamlSettings.Member member = members.get(name);
        if (member != null) {
            throw new ReadinessException(
                    "%s: '%s%s' takes in other files, which are not read. Judge what 'docker compose config' prints."
                            .formatted(yaml.place(member.key()), path, name));
        }
    }

    /** Refuse the tags by which one file changes another. */
    private void refuseTags(Node node, int depth) {
        String tag = node.getTag().getValue();
        if (tag.equals("!reset") || tag.equals("!override")) {
            throw new ReadinessException(
                    "%s: '%s' changes another file, which is not read. Judge what 'docker compose config' prints."
                            .formatted(yaml.place(node), tag));
        }
        if (depth > 32) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> refuseTags(tuple.getValueNode(), depth + 1));
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(each -> refuseTags(each, depth + 1));
        }
    }
}
