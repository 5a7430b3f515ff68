package io.mmp.test.system;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the services of a group, those together that do not need each other. */
final class Startup {

    private final Dependencies dependencies;
    private final Map<String, Member> members;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> ready = ConcurrentHashMap.newKeySet();

    Startup(Dependencies dependencies, Map<String, Member> members) {
        this.dependencies = dependencies;
        this.members = members;
    }

    /**
     * Start all.
     *
     * @throws ServiceGroupException if one cannot be started; what has been started is left to be closed
     */
    void run() {
        Walk walk = new Walk(this::start);
        try {
            walk.untilFailure(members.keySet(), name -> dependencies.of().getOrDefault(name, Set.of()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceGroupException("The group was not started: interrupted.%n%s".formatted(states(walk)), e);
        }
        Map<String, Throwable> failures = new LinkedHashMap<>(walk.failures());
        if (!failures.isEmpty()) {
            throw failed(walk, failures);
        }
    }

    private void start(String name) {
        begun.add(name);
        Member member = members.get(name);
        if (member != null) {
            member.start();
        }
        ready.add(name);
    }

    private ServiceGroupException failed(Walk walk, Map<String, Throwable> failures) {
        List<String> names =
                members.keySet().stream().filter(failures::containsKey).toList();
        List<String> messages = new ArrayList<>();
        failures.forEach((name, failure) -> messages.add(String.valueOf(failure.getMessage())));
        ServiceGroupException failure = new ServiceGroupException(
                "The group of %s was not started: '%s' failed, and all others were stopped.%n%s%n%n%s"
                        .formatted(
                                Words.count(members.size(), "service"),
                                String.join("', '", names),
                                states(walk),
                                String.join("%n%n".formatted(), messages)),
                failures.get(names.get(0)));
        names.stream().skip(1).map(failures::get).forEach(failure::addSuppressed);
        return failure;
    }

    /** Return what had become of each service, a line each. */
    private String states(Walk walk) {
        List<String> lines = new ArrayList<>();
        members.forEach((name, member) -> lines.add("  " + name + ": " + state(walk, name, member)));
        return String.join(System.lineSeparator(), lines);
    }

    private String state(Walk walk, String name, Member member) {
        if (walk.failures().containsKey(name)) {
            return "failed";
        }
        if (ready.contains(name)) {
            return "was healthy at %s".formatted(Addresses.shown(member.uri()));
        }
        if (begun.contains(name)) {
            return "was still being started";
        }
        List<String> missing = dependencies.of().getOrDefault(name, Set.of()).stream()
                .filter(other -> !ready.contains(other))
                .toList();
        return missing.isEmpty() ? "not begun" : "not begun, as it waited for " + String.join(", ", missing);
    }
}
