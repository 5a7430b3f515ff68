package io.mmp.test.python;

import java.util.List;
import java.util.Objects;

/**
 * Says what to install: one version of a package, its extras, the pins of what it depends on, and a last step.
 *
 * @param name the package, such as {@code mlflow}; variables of this JVM's environment that begin with it do not reach the installation
 * @param title how messages name what it is, such as {@code MLflow}
 * @param version its version
 * @param requirement what pip is asked for, such as {@code feast[redis]==0.67.0}
 * @param constraints the text of a constraints file of pip, empty to leave the dependencies to pip
 * @param finish the last step
 */
public record PythonPackage(
        String name, String title, String version, String requirement, String constraints, Finish finish) {

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
        return constraints.isEmpty()
                ? version
                : version + "-" + Integer.toHexString(Objects.hash(requirement, constraints));
    }
}
