package io.mmp.test.monitor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of Prometheus, which a machine may have or not.
 *
 * @since 0.1.0
 */
public enum PrometheusProgram {
    /** Checks and tests rules. */
    PROMTOOL("promtool", "promtool", "prometheus"),
    /** The server. */
    PROMETHEUS("prometheus", "prometheus", "prometheus"),
    /** Sends alerts on; Debian calls it {@code prometheus-alertmanager}. */
    ALERTMANAGER("alertmanager", "prometheus-alertmanager", "prometheus-alertmanager");

    private final String command;
    private final String debianCommand;
    private final String debianPackage;

    PrometheusProgram(String command, String debianCommand, String debianPackage) {
        this.command = command;
        this.debianCommand = debianCommand;
        this.debianPackage = debianPackage;
    }

    /** Look for it in {@code PATH}. */
    public Optional<Path> find() {
        return find(System.getenv().getOrDefault("PATH", ""));
    }

    Optional<Path> find(String path) {
        List<Path> directories = Stream.concat(
                        Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(path),
                        Stream.of("/usr/local/bin", "/usr/bin"))
                .map(Path::of)
                .toList();
        return Stream.of(command, debianCommand)
                .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Return its path. */
    Path require() {
        return find().orElseThrow(() -> new MonitorException(missing()));
    }

    String missing() {
        return "%s is not installed: put it into PATH; on Debian install the package %s"
                .formatted(command, debianPackage);
    }
}
