package io.mmp.test.readiness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The endpoints that a service has by its documents.
 *
 * @since 0.1.0
 */
public final class Endpoints {

    private static final Pattern ENDPOINT = Pattern.compile("([A-Z]+) (/[^\\s?#]*)");
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final List<Endpoint> all;

    private Endpoints(List<Endpoint> all) {
        this.all = List.copyOf(all);
    }

    /** List them, such as {@code GET /items/{id}}. */
    public static Endpoints of(String... endpoints) {
        List<Endpoint> all = new ArrayList<>();
        for (String endpoint : endpoints) {
            Matcher parts = ENDPOINT.matcher(endpoint);
            if (!parts.matches()) {
                throw new ReadinessException(
                        "An endpoint is a method and a path, such as GET /items/{id}, but not '%s'."
                                .formatted(endpoint));
            }
            all.add(new Endpoint(parts.group(1), parts.group(2), Set.of()));
        }
        return new Endpoints(all).orRefuse("the list");
    }

    /**
     * Read a file of OpenAPI 3, in YAML or JSON: its paths, methods, statuses, and the path of its first server.
     *
     * @throws ReadinessException if it cannot be read, or has no path
     */
    public static Endpoints ofOpenApi(Path file) {
        try {
            return read(file).orRefuse(file.toString());
        } catch (NoClassDefFoundError e) {
            throw new ReadinessException(
                    "OpenAPI is read by org.snakeyaml:snakeyaml-engine, which is not there: add it to the test class path.",
                    e);
        }
    }

    private static Endpoints read(Path file) {
        YamlSettings yaml = new YamlSettings(file, ConfigurationEntry::of, new ArrayList<>());
        List<Node> documents = yaml.documents(FileText.read(file));
        Map<String, YamlSettings.Member> root = documents.isEmpty() ? Map.of() : members(yaml, documents.get(0));
        List<Endpoint> all = new ArrayList<>();
        String base = base(yaml, root);
        members(yaml, root, "paths")
                .forEach((path, item) -> members(yaml, item.value()).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        Set<String> statuses =
                                new TreeSet<>(members(yaml, members(yaml, operation.value()), "responses")
                                        .keySet());
                        statuses.remove("default");
                        all.add(new Endpoint(method.toUpperCase(Locale.ROOT), base + path, statuses));
                    }
                }));
        return new Endpoints(all);
    }

    private static String base(YamlSettings yaml, Map<String, YamlSettings.Member> root) {
        YamlSettings.Member servers = root.get("servers");
        if (servers == null
                || !(servers.value() instanceof SequenceNode several)
                || several.getValue().isEmpty()) {
            return "";
        }
        YamlSettings.Member url = members(yaml, several.getValue().get(0)).get("url");
        String text = url == null ? null : YamlSettings.text(url.value());
        return text == null
                ? ""
                : text.replaceFirst("^[a-zA-Z{][^/]*://[^/]*", "").replaceFirst("/+$", "");
    }

    private static Map<String, YamlSettings.Member> members(
            YamlSettings yaml, Map<String, YamlSettings.Member> members, String name) {
        YamlSettings.Member member = members.get(name);
        return member == null ? Map.of() : members(yaml, member.value());
    }

    private static Map<String, YamlSettings.Member> members(YamlSettings yaml, Node node) {
        return node instanceof MappingNode mapping ? yaml.members(mapping) : Map.of();
    }

    private Endpoints orRefuse(String where) {
        if (all.isEmpty()) {
            throw new ReadinessException("There is no endpoint in %s.".formatted(where));
        }
        return this;
    }

    List<Endpoint> all() {
        return all;
    }

    /** Return the endpoint that a call is of; a HEAD counts for the GET that it asks about where it is not documented itself. */
    Optional<Endpoint> find(EndpointCall call) {
        Optional<Endpoint> own = find(call.method(), call.path());
        return own.isEmpty() && call.method().equals("HEAD") ? find("GET", call.path()) : own;
    }

    private Optional<Endpoint> find(String method, String path) {
        return all.stream()
                .filter(endpoint -> endpoint.method().equals(method) && endpoint.matches(path))
                .min(Comparator.comparingLong(Endpoint::variables));
    }
}
