package io.mmp.test.readiness;

import io.mmp.test.json.JsonReader;
import io.mmp.test.readiness.ServiceContract.Health;
import io.mmp.test.readiness.ServiceContract.Version;
import io.mmp.test.security.SecretSearch;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares a running service with its contract. */
final class ServiceCheck {

    private final ServiceContract contract;
    private final ServiceAddress address;
    private final Duration longest;
    private final List<String> deviations = new ArrayList<>();

    ServiceCheck(ServiceContract contract, URI address, Duration longest) {
        this.contract = contract;
        this.address = new ServiceAddress(address);
        this.longest = longest;
    }

    /** Return a sentence for each deviation, that of the port among them. */
    List<String> deviationsWithPort() {
        contract.port()
                .filter(port -> port.number() != address.port())
                .ifPresent(port -> add(
                        port.place(),
                        "must have port %s, but its address '%s' has %s. Start it there, or leave out usingPortsOfContract()."
                                .formatted(
                                        port.number(),
                                        address,
                                        address.port() < 0 ? "none" : "port " + address.port())));
        return deviations();
    }

    /** Return a sentence for each deviation. */
    List<String> deviations() {
        Optional<String> unreachable = address.unreachable(longest);
        if (unreachable.isPresent()) {
            add(
                    contract.place(),
                    "must be reachable, but %s. Start it, or correct its address.".formatted(unreachable.get()));
            return deviations;
        }
        contract.health().ifPresent(this::health);
        contract.version().filter(version -> version.sql().isEmpty()).ifPresent(this::version);
        Optional<Version> sql =
                contract.version().filter(version -> !version.sql().isEmpty());
        if (address.isDatabase()) {
            database(sql);
        } else if (sql.isPresent()) {
            isNoDatabase(sql.get().place(), "'version' asks by SQL");
        }
        if (!address.isDatabase() && !contract.schema().isEmpty()) {
            isNoDatabase(contract.schema().get(0).place(), "'schema' has tables");
        }
        return deviations;
    }

    private void health(Health health) {
        if (isHttp(health.place(), "health")) {
            URI uri = address.at(health.path());
            HealthAnswer answer = HealthEndpoint.at(uri).ask(longest);
            String asked = "must answer %s to GET %s".formatted(health.status(), SecretSearch.mask(uri.toString()));
            if (answer.status() != health.status()) {
                add(health.place(), "%s, but it %s. Look into its log.".formatted(asked, answer));
            } else {
                answer.contradiction()
                        .ifPresent(words -> add(
                                health.place(),
                                "%s and be healthy, but %s. Look into its log.".formatted(asked, words)));
            }
        }
    }

    private void version(Version version) {
        if (isHttp(version.place(), "version")) {
            URI uri = address.at(version.path());
            HealthAnswer answer = HealthEndpoint.at(uri).ask(longest);
            String asked = "GET " + SecretSearch.mask(uri.toString());
            if (!answer.isGreen()) {
                add(
                        version.place(),
                        "must have a version %s, but %s %s. Correct 'path', or look into its log."
                                .formatted(
                                        version.expected(),
                                        asked,
                                        answer.failure().isEmpty() ? "is " + answer : answer));
                return;
            }
            String found = version.field().isEmpty() ? answer.body().strip() : field(answer.body(), version.field());
            if (found == null) {
                add(
                        version.place(),
                        "must have a version %s, but the answer to %s has no '%s': it %s. Correct 'field'."
                                .formatted(version.expected(), asked, version.field(), answer));
            } else {
                compare(version, found, asked);
            }
        }
    }

    private void compare(Version version, String found, String asked) {
        version.expected()
                .misfit(found)
                .ifPresent(why -> add(
                        version.place(),
                        "must have a version %s, but %s says '%s'%s. Deploy one that fits, or change the contract."
                                .formatted(version.expected(), asked, ShownValue.of("version", found), why)));
    }

    private static @Nullable String field(String body, String field) {
        try {
            Object value = JsonReader.read(body);
            for (String name : field.split("\\.", -1)) {
                value = value instanceof Map<?, ?> object ? object.get(name) : null;
            }
            return value == null || value instanceof Map || value instanceof List ? null : value.toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void database(Optional<Version> sql) {
        DatabaseFacts facts = DatabaseFacts.of(address, sql.map(Version::sql), contract.schema(), longest);
        if (!facts.failure().isEmpty()) {
            add(contract.place(), "must be reachable, but %s.".formatted(facts.failure()));
            return;
        }
        sql.ifPresent(version -> {
            if (facts.versionFailure().isEmpty()) {
                compare(version, facts.version(), "'" + version.sql() + "'");
            } else {
                add(
                        version.place(),
                        "must have a version %s, but '%s' %s. Correct 'sql'."
                                .formatted(version.expected(), version.sql(), facts.versionFailure()));
            }
        });
        contract.schema().forEach(table -> facts.compare(table, this::add));
    }

    private boolean isHttp(Place place, String key) {
        if (!address.isHttp()) {
            add(
                    place,
                    "has a '%s' that is asked by HTTP, but its address is '%s'. Give an address that starts with http://, or take it out."
                            .formatted(key, address));
        }
        return address.isHttp();
    }

    private void isNoDatabase(Place place, String problem) {
        add(
                place,
                "must be a database, because %s, but its address is '%s'. Give a URL that starts with jdbc:, or take it out."
                        .formatted(problem, address));
    }

    private void add(Place place, String sentence) {
        deviations.add("%s: '%s' %s".formatted(place, contract.name(), sentence));
    }
}
