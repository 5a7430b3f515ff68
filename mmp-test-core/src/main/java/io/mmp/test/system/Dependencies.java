package io.mmp.test.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who needs whom in a group.
 *
 * @param services by name, each behind those that it depends on
 * @param of the dependencies of each
 */
record Dependencies(Map<String, Service> services, Map<String, Set<String>> of) {

    /**
     * Look at a group before anything of it is started.
     *
     * @throws ServiceGroupException if it has no service, a name twice, a dependency that it has not, or a circle
     */
    static Dependencies in(GroupSpec spec) {
        if (spec.services().isEmpty()) {
            throw new ServiceGroupException(
                    "The group has no service. Add some, as in GroupSpec.of(Service.of(spec)).");
        }
        Map<String, Service> services = new LinkedHashMap<>();
        Map<String, Set<String>> of = new LinkedHashMap<>();
        Set<String> faults = new LinkedHashSet<>();
        for (Service service : spec.services()) {
            if (services.put(service.name(), service) != null) {
                faults.add("the name '%s' is given twice; ServerSpec.withName gives another".formatted(service.name()));
            }
            of.put(service.name(), service.dependencies());
        }
        of.forEach((name, needed) -> needed.stream()
                .map(other -> fault(services, name, other))
                .filter(fault -> !fault.isEmpty())
                .forEach(faults::add));
        if (!faults.isEmpty()) {
            throw new ServiceGroupException(
                    "The group was not started:%n  %s".formatted(String.join("%n  ".formatted(), faults)));
        }
        return new Dependencies(ordered(services, of), of);
    }

    private static String fault(Map<String, Service> services, String name, String other) {
        if (other.equals(name)) {
            return "service '%s' depends on itself; its own port is {port}".formatted(name);
        }
        if (!services.containsKey(other)) {
            return "service '%s' depends on '%s', which the group does not have; it has %s"
                    .formatted(name, other, String.join(", ", services.keySet()));
        }
        if (isContainer(services, name) && !isContainer(services, other)) {
            return "container '%s' depends on '%s', which it cannot reach from inside: only containers can be its dependencies"
                    .formatted(name, other);
        }
        return "";
    }

    private static boolean isContainer(Map<String, Service> services, String name) {
        Service service = services.get(name);
        return service != null && service.kind() instanceof Service.OfContainer;
    }

    private static Map<String, Service> ordered(Map<String, Service> services, Map<String, Set<String>> of) {
        Map<String, Service> ordered = new LinkedHashMap<>();
        services.keySet().forEach(name -> visit(name, services, of, ordered, new ArrayList<>()));
        return ordered;
    }

    private static void visit(
            String name,
            Map<String, Service> services,
            Map<String, Set<String>> of,
            Map<String, Service> ordered,
            List<String> path) {
        int start = path.indexOf(name);
        if (start >= 0) {
            throw new ServiceGroupException(
                    "The group was not started: its services depend on each other in a circle, %s -> %s. One of them must start without the next, and find it later."
                            .formatted(String.join(" -> ", path.subList(start, path.size())), name));
        }
        if (ordered.containsKey(name)) {
            return;
        }
        path.add(name);
        of.getOrDefault(name, Set.of()).forEach(other -> visit(other, services, of, ordered, path));
        path.remove(path.size() - 1);
        ordered.put(name, services.get(name));
    }

    /** Return those that depend on a service. */
    Set<String> dependents(String name) {
        return of.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
