package io.mmp.test.examples.platform.kubernetes;

import io.mmp.test.examples.platform.BuiltProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The programs of a control plane. */
final class ControlPlanePrograms {

    private static final Map<String, String> BUILDS = new TreeMap<>(Map.of(
            "etcd", "etcd",
            "kube-apiserver", "kubernetes",
            "kube-controller-manager", "kubernetes",
            "kube-scheduler", "kubernetes",
            "kwok", "kwok"));

    private final Map<String, Path> paths;

    private ControlPlanePrograms(Map<String, Path> paths) {
        this.paths = paths;
    }

    /** Return what is missing on this machine, empty if nothing is. */
    static List<String> missing() {
        List<String> missing = new ArrayList<>(BUILDS.keySet());
        missing.removeAll(found().keySet());
        return missing;
    }

    /** Find them all. */
    static ControlPlanePrograms find() {
        if (!missing().isEmpty()) {
            throw new IllegalStateException("There is no %s: %s".formatted(String.join(", ", missing()), REMEDY));
        }
        return new ControlPlanePrograms(found());
    }

    /** What makes them. */
    static final String REMEDY =
            "'.ci/go-programs kubernetes etcd kwok' builds them once for this user, in 20 minutes.";

    private static Map<String, Path> found() {
        Map<String, Path> found = new TreeMap<>();
        BUILDS.forEach(
                (program, build) -> BuiltProgram.find(build, program).ifPresent(path -> found.put(program, path)));
        return found;
    }

    String path(String program) {
        return paths.get(program).toString();
    }

    /** Return what simulated nodes and pods do with time, which stands beside kwok. */
    String stages() {
        return paths.get("kwok").resolveSibling("stages.yaml").toString();
    }
}
