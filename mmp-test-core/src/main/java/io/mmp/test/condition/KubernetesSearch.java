package io.mmp.test.condition;

import io.mmp.test.lock.MachineDirectory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for a Kubernetes API.
 *
 * @param environment with {@code PATH}, {@code HOME} and {@code KUBECONFIG}
 * @param cacheDirectory where programs are kept; empty for the usual place
 */
record KubernetesSearch(Map<String, String> environment, Optional<String> cacheDirectory) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Pattern SERVER =
            Pattern.compile("^[\\s-]*\"?server\"?:\\s*[\"']?(https?://[^\"'\\s,]+)", Pattern.MULTILINE);

    /** Return why no cluster can be used; empty if one answers. */
    Optional<String> refusalOfCluster() {
        List<Path> files = kubeconfigs();
        if (files.isEmpty()) {
            return Optional.of("there is no kubeconfig");
        }
        // It knows contexts, certificates and how to log in.
        return find("kubectl").map(this::askKubectl).orElseGet(() -> askServer(files));
    }

    /** Return which programs are missing; empty if none is. */
    Optional<String> refusalOfPrograms(List<String> programs) {
        List<String> missing =
                programs.stream().filter(program -> find(program).isEmpty()).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("%s: not found in PATH or in %s"
                        .formatted(
                                String.join(", ", missing),
                                cache().map(Path::toString).orElse("a cache, since there is no home directory")));
    }

    private List<Path> kubeconfigs() {
        String configured = environment.getOrDefault("KUBECONFIG", "");
        Stream<String> names = configured.isBlank()
                ? Stream.of(environment.getOrDefault("HOME", "") + "/.kube/config")
                : Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(configured);
        return names.filter(name -> !name.isBlank())
                .map(Path::of)
                .filter(Files::isReadable)
                .toList();
    }

    private Optional<String> askKubectl(Path kubectl) {
        try {
            Probe probe = Probe.run(
                    Probe.LIMIT, List.of(kubectl.toString(), "--request-timeout=5s", "get", "--raw", "/readyz"));
            return probe.succeeded()
                    ? Optional.empty()
                    : Optional.of("the cluster of the kubeconfig is not ready: %s".formatted(probe.firstLine()));
        } catch (Probe.FailedException e) {
            return Optional.of(e.reason());
        }
    }

    private static Optional<String> askServer(List<Path> files) {
        List<String> servers = files.stream()
                .flatMap(file -> SERVER.matcher(textOf(file)).results())
                .map(server -> server.group(1))
                .distinct()
                .toList();
        if (servers.size() != 1) {
            return Optional.of("%s name %s servers, and kubectl, which knows the one in use, is not in PATH"
                    .formatted(files, servers.size()));
        }
        URI uri = URI.create(servers.get(0));
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return new Endpoint.Tcp(uri.getHost(), port).refusal(LIMIT);
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Path> find(String program) {
        return Executables.find(program, environment.getOrDefault("PATH", ""))
                .or(() -> cached(program).stream().findFirst());
    }

    private List<Path> cached(String program) {
        List<Path> found = new ArrayList<>();
        cache().filter(Files::isDirectory).ifPresent(directory -> {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(directory, "{kubernetes,etcd,kwok}-*")) {
                versions.forEach(version -> Stream.of(version, version.resolve("bin"))
                        .map(parent -> parent.resolve(program))
                        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .forEach(found::add));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return found;
    }

    private Optional<Path> cache() {
        return cacheDirectory.map(Path::of).or(MachineDirectory::cache);
    }
}
