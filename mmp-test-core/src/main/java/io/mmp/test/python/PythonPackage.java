package io.mmp.test.python;

import io.mmp.test.Internal;
import java.util.List;
import java.util.Objects;

/**
 * Says what to install: one version of a package, its extras, the pins of what it depends on, and a last step; or several packages.
 *
 * @param name the package, such as {@code mlflow}; variables of this JVM's environment that begin with it do not reach the installation
 * @param title how messages name what it is, such as {@code MLflow}
 * @param version its version, empty if there are several packages
 * @param requirements what pip is asked for, such as {@code feast[redis]==0.67.0}
 * @param constraints the text of a constraints file of pip, empty to leave the dependencies to pip
 * @param finish the last step
 */
@Internal
public record PythonPackage(
        String name, String title, String version, List<String> requirements, String constraints, Finish finish) {

    /** Copy the list. */
    public PythonPackage {
        requirements = List.copyOf(requirements);
    }

    /**
     * A script that proves that the package works, and makes what is needed of it once.
     *
     * @param script a Python program; its first argument is the directory of the virtual environment
     * @param files what it makes there
     * @param problem what is wrong when it fails, such as {@code it is there, but cannot be served}
     * @param remedy what to do then
     */
    public record Finish(String script, List<String> files, String problem, String remedy) {

        /** Copy the list. */
        public Finish {
            files = List.copyOf(files);
        }
    }

    /** Name the directory of its installations: the version, and with pins a hash of what was asked for. */
    String directoryName() {
        if (version.isEmpty()) {
            return Integer.toHexString(Objects.hash(requirements, constraints, finish));
        }
        return constraints.isEmpty()
                ? version
                : version + "-" + Integer.toHexString(Objects.hash(String.join(" ", requirements), constraints));
    }

    /** Return how messages about its installation begin. */
    String label() {
        return version.isEmpty() ? title : name + " " + version;
    }

    /** Return what to look at when pip fails. */
    String doubt() {
        return (version.isEmpty() ? "Do these versions exist" : "Is it a version of " + name)
                + ", and does pip reach a package index?";
    }
}
