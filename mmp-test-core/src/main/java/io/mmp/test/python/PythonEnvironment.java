package io.mmp.test.python;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Describes packages of Python that tests need, such as a server or a model that a package ships: a virtual environment of their own.
 *
 * <pre>{@code
 * Path venv = PythonEnvironment.of("serving", "bentoml==1.4.0").withProof("import bentoml").install();
 * ServerSpec spec = ServerSpec.of("bento", venv.resolve("bin/python").toString(), "-I", "-m", "bentoml", "serve", ...);
 * }</pre>
 *
 * <p>It is installed once for this user, in {@code mmp.cache.dir}, with the Python that {@code mmp.python} names (both are system
 * properties), by default the {@code python3} or {@code python} in {@code PATH}. Other JVMs wait meanwhile; what one that was killed has left is
 * removed by the next. Other requirements or another proof make another environment. A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class PythonEnvironment {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    private final String name;
    private final List<String> requirements;
    private final List<String> options;
    private final PythonPackage.Finish proof;

    private PythonEnvironment(
            String name, List<String> requirements, List<String> options, PythonPackage.Finish proof) {
        this.name = name;
        this.requirements = requirements;
        this.options = options;
        this.proof = proof;
    }

    /**
     * Describe an environment that has these packages and what they depend on.
     *
     * @param name names it in messages and in the cache: lower-case letters of ASCII, digits, {@code .}, {@code _} and {@code -}
     * @param requirements as pip reads them, such as {@code xgboost==3.1.2}; exact versions make the same environment everywhere
     * @throws IllegalArgumentException if the name has other characters, or there is no requirement, or one is an option of pip
     */
    public static PythonEnvironment of(String name, String... requirements) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name of a Python environment must be of lower-case letters, digits, '.', '_' and '-', but is '%s'"
                            .formatted(name));
        }
        if (requirements.length == 0) {
            throw new IllegalArgumentException("Python environment '" + name + "' has no requirements");
        }
        for (String requirement : requirements) {
            if (requirement.isBlank() || requirement.startsWith("-")) {
                throw new IllegalArgumentException(
                        "requirement of Python environment '%s' must name a package, but is '%s'"
                                .formatted(name, requirement));
            }
        }
        return new PythonEnvironment(name, List.of(requirements), List.of(), proofOf(""));
    }

    /** Return a copy that has the packages alone, without what they say they depend on. */
    public PythonEnvironment withoutDependencies() {
        return new PythonEnvironment(name, requirements, List.of("--no-deps"), proof);
    }

    /**
     * Return a copy that counts as installed only when this program has run to its end with exit code 0, such as {@code import xgboost}.
     *
     * @param script a Python program; its first argument is the directory of the environment, where it may make what is needed once
     */
    public PythonEnvironment withProof(String script) {
        return new PythonEnvironment(name, requirements, options, proofOf(script));
    }

    private static PythonPackage.Finish proofOf(String script) {
        return new PythonPackage.Finish(
                script,
                List.of(),
                "it is there, but its proof failed",
                "Do these packages run on this machine and with its Python?");
    }

    /**
     * Return the directory of the environment, made now if it is not there; its interpreter is {@code bin/python}.
     *
     * @throws PythonInstallationException if there is no suitable Python, or a package cannot be installed, or the proof fails
     */
    public Path install() {
        return install(settings());
    }

    Path install(PythonSettings settings) {
        return VirtualEnvironment.ensure(wanted(), settings).directory();
    }

    /** Return the directory of the environment if it was installed and is still usable. */
    public Optional<Path> find() {
        return find(settings());
    }

    Optional<Path> find(PythonSettings settings) {
        return VirtualEnvironment.find(wanted(), settings).map(VirtualEnvironment::directory);
    }

    private PythonPackage wanted() {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(requirements);
        // Beside what the library installs for itself, such as mlflow.
        return new PythonPackage("environment-" + name, toString(), "", arguments, "", proof);
    }

    private static PythonSettings settings() {
        return PythonSettings.from(parameter -> Optional.ofNullable(System.getProperty(parameter)));
    }

    /** Return the name and the requirements. */
    @Override
    public String toString() {
        return "Python environment '%s' (%s)".formatted(name, String.join(", ", requirements));
    }
}
