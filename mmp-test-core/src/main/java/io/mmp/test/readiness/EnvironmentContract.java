package io.mmp.test.readiness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.AssertProvider;

/**
 * What production is made of, in a file: the services with their ports, health, versions and schemas. The stack of a test has to be so too.
 *
 * <pre>{@code
 * services:
 *   rag:
 *     port: 8000                                   # in production
 *     health: {path: /health, status: 200}         # status: 200 without
 *     version: {path: /version, field: version, is: ">=1.2 <2"}
 *   vectors:
 *     port: 5432
 *     version: {sql: "select version()", matches: "PostgreSQL 16"}
 *     schema:
 *       chunks: {id: text, path: text, embedding: vector}
 * }</pre>
 *
 * <p>A version is asked for by {@code path}, with the {@code field} of an answer in JSON ({@code build.version}), or by {@code sql}; it must be in a range ({@code is}), or match a regular
 * expression somewhere ({@code matches}). A table may have its schema before it ({@code app.chunks}) and more columns than the contract; a type is the database's own name or SQL's, without
 * a size. A service of which nothing is asked must be reachable.
 *
 * @since 0.1.0
 */
public final class EnvironmentContract implements AssertProvider<EnvironmentContractAssert> {

    private final Path file;
    private final List<ServiceContract> services;
    private final List<String> faults;

    private EnvironmentContract(Path file, List<ServiceContract> services, List<String> faults) {
        this.file = file;
        this.services = services;
        this.faults = List.copyOf(new LinkedHashSet<>(faults));
    }

    /**
     * Read the file of a contract: JSON if its name ends in {@code .json}, YAML otherwise.
     *
     * @throws ReadinessException if it cannot be read, or snakeyaml-engine is not on the class path
     */
    public static EnvironmentContract read(Path file) {
        List<String> faults = new ArrayList<>();
        ContractNode root = file.toString().toLowerCase(Locale.ROOT).endsWith(".json")
                ? ContractJson.read(file)
                : Configuration.yaml(() -> ContractYaml.read(file, faults));
        return new EnvironmentContract(file, new ContractReader(faults).services(root), faults);
    }

    List<ServiceContract> services() {
        return services;
    }

    List<String> faults() {
        return faults;
    }

    /** Start assertions. */
    @Override
    public EnvironmentContractAssert assertThat() {
        return new EnvironmentContractAssert(this);
    }

    /** Return the name of the file. */
    @Override
    public String toString() {
        return file.toString();
    }
}
