package io.mmp.test.python;

import io.mmp.test.Internal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A virtual environment in the cache of this machine that has a {@link PythonPackage}.
 *
 * @param directory where it is
 */
@Internal
public record VirtualEnvironment(Path directory) {

    /** Return the environment of this package if it was completed and is still usable. */
    public static Optional<VirtualEnvironment> find(PythonPackage wanted, PythonSettings settings) {
        return new Installer(wanted, settings).locate();
    }

    /**
     * Return the environment of this package, made now if it is not there; other JVMs wait meanwhile.
     *
     * @throws PythonInstallationException if there is no suitable Python, or the package cannot be installed
     */
    public static VirtualEnvironment ensure(PythonPackage wanted, PythonSettings settings) {
        Installer installer = new Installer(wanted, settings);
        return installer.locate().orElseGet(installer::install);
    }

    /** Return its interpreter. */
    public Path python() {
        return directory.resolve("bin/python");
    }
}
