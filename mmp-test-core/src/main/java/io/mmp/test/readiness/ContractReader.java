package io.mmp.test.readiness;

import io.mmp.test.readiness.ContractNode.Kind;
import io.mmp.test.readiness.ServiceContract.Column;
import io.mmp.test.readiness.ServiceContract.Health;
import io.mmp.test.readiness.ServiceContract.Port;
import io.mmp.test.readiness.ServiceContract.Table;
import io.mmp.test.readiness.ServiceContract.Version;
import io.mmp.test.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes services of the file of a contract, and finds all that is wrong in it. */
final class ContractReader {

    private final List<String> faults;

    ContractReader(List<String> faults) {
        this.faults = faults;
    }

    List<ServiceContract> services(ContractNode root) {
        List<ServiceContract> services = new ArrayList<>();
        if (root.kind() != Kind.NOTHING && isMapping(root, "services")) {
            member(root, "services")
                    .filter(node -> isMapping(node))
                    .ifPresent(all -> all.members().forEach((name, node) -> services.add(service(name, node))));
        }
        return services;
    }

    private ServiceContract service(String name, ContractNode node) {
        if (node.kind() == Kind.NOTHING || !isMapping(node, "port", "health", "version", "schema")) {
            return new ServiceContract(
                    name, node.place(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        }
        return new ServiceContract(
                name,
                node.place(),
                member(node, "port").flatMap(port -> number(port, 1, 65_535).map(it -> new Port(port.place(), it))),
                member(node, "health").flatMap(this::health),
                member(node, "version").flatMap(this::version),
                member(node, "schema").map(this::tables).orElse(List.of()));
    }

    private Optional<Health> health(ContractNode node) {
        if (!isMapping(node, "path", "status")) {
            return Optional.empty();
        }
        Optional<ContractNode> status = member(node, "status");
        Optional<Integer> number = status.isEmpty() ? Optional.of(200) : number(status.get(), 100, 599);
        Optional<String> path = required(node, "path").flatMap(this::path);
        return path.isPresent() && number.isPresent()
                ? Optional.of(new Health(node.place(), path.get(), number.get()))
                : Optional.empty();
    }

    private Optional<Version> version(ContractNode node) {
        if (!isMapping(node, "path", "field", "sql", "is", "matches")) {
            return Optional.empty();
        }
        Optional<VersionExpectation> expected = one(node, "is", "matches").flatMap(this::expected);
        Optional<ContractNode> asked = one(node, "path", "sql");
        Optional<ContractNode> field = member(node, "field");
        boolean isPath = node.members().containsKey("path");
        Optional<String> question = asked.flatMap(it -> isPath ? path(it) : text(it));
        Optional<String> within = field.isEmpty() ? Optional.of("") : text(field.get());
        if (field.isPresent() && asked.isPresent() && !isPath) {
            fault(field.get(), "is of an answer in JSON, but 'sql' asks a database. Take it out");
            return Optional.empty();
        }
        if (expected.isEmpty() || question.isEmpty() || within.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Version(
                node.place(),
                isPath ? question.get() : "",
                within.get(),
                isPath ? "" : question.get(),
                expected.get()));
    }

    private Optional<VersionExpectation> expected(ContractNode node) {
        boolean isRange = node.path().endsWith(".is");
        Optional<VersionExpectation> expected =
                text(node).flatMap(it -> isRange ? VersionExpectation.range(it) : VersionExpectation.matching(it));
        if (expected.isEmpty() && node.kind() == Kind.TEXT) {
            fault(
                    node,
                    isRange
                            ? "is '%s', which is no range of versions such as '>=1.2 <2'".formatted(node.text())
                            : "is '%s', which is no regular expression".formatted(node.text()));
        }
        return expected;
    }

    private List<Table> tables(ContractNode node) {
        List<Table> tables = new ArrayList<>();
        if (isMapping(node)) {
            node.members().forEach((name, table) -> tables.add(new Table(table.place(), name, columns(table))));
            if (tables.isEmpty()) {
                fault(node, "names no table, so that nothing is judged");
            }
        }
        return tables;
    }

    private List<Column> columns(ContractNode table) {
        List<Column> columns = new ArrayList<>();
        if (table.kind() != Kind.NOTHING && isMapping(table)) {
            table.members()
                    .forEach((name, type) -> text(type).ifPresent(it -> {
                        if (it.contains("(")) {
                            fault(
                                    type,
                                    "is '%s', but sizes are not judged. Write '%s'"
                                            .formatted(it, it.replaceAll("\\s*\\([^)]*\\)", "")));
                        }
                        columns.add(new Column(type.place(), name, it));
                    }));
        }
        return columns;
    }

    private Optional<String> path(ContractNode node) {
        Optional<String> path = text(node);
        if (path.isPresent() && !path.get().matches("/(?:[\\x21-\\x7e&&[^\"<>\\\\^`{|}%]]|%\\p{XDigit}{2})*")) {
            fault(node, "is '%s', but must be a path such as /health".formatted(path.get()));
            return Optional.empty();
        }
        return path;
    }

    private Optional<Integer> number(ContractNode node, int least, int most) {
        Optional<String> text = text(node);
        if (text.isPresent() && text.get().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        }
        text.ifPresent(
                it -> fault(node, "is '%s', but must be a whole number from %s to %s".formatted(it, least, most)));
        return Optional.empty();
    }

    private Optional<String> text(ContractNode node) {
        if (node.kind() != Kind.TEXT || node.text().isBlank()) {
            fault(node, "is %s, but must be a text".formatted(node.kind() == Kind.TEXT ? "empty" : node.kind()));
            return Optional.empty();
        }
        return Optional.of(node.text());
    }

    private Optional<ContractNode> one(ContractNode node, String first, String second) {
        boolean isFirst = node.members().containsKey(first);
        if (isFirst == node.members().containsKey(second)) {
            fault(
                    node,
                    (isFirst ? "has both '%s' and '%s'. Keep one" : "has neither '%s' nor '%s'. Add one")
                            .formatted(first, second));
            return Optional.empty();
        }
        return member(node, first).or(() -> member(node, second));
    }

    private Optional<ContractNode> required(ContractNode node, String key) {
        if (!node.members().containsKey(key)) {
            fault(node, "has no '%s'. Add it".formatted(key));
        }
        return member(node, key);
    }

    private static Optional<ContractNode> member(ContractNode node, String key) {
        return Optional.ofNullable(node.members().get(key));
    }

    /** Tell whether it is a mapping with keys that are known; with any if none are given. */
    private boolean isMapping(ContractNode node, String... known) {
        if (node.kind() != Kind.MAPPING) {
            fault(node, "is %s, but must be a mapping".formatted(node.kind()));
            return false;
        }
        List<String> keys = List.of(known);
        node.members().forEach((key, member) -> {
            if (!keys.isEmpty() && !keys.contains(key)) {
                fault(
                        member,
                        Nearest.to(key, keys)
                                .map("is unknown. Did you mean '%s'"::formatted)
                                .orElse("is unknown. Known are '%s'".formatted(String.join("', '", keys))));
            }
        });
        return true;
    }

    private void fault(ContractNode node, String problem) {
        String end = problem.contains("Did you mean") ? "?" : ".";
        faults.add("%s: %s %s%s"
                .formatted(
                        node.place(), node.path().isEmpty() ? "the contract" : "'" + node.path() + "'", problem, end));
    }
}
