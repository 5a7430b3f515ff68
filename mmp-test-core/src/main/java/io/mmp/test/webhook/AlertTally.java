package io.mmp.test.webhook;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which deliveries brought which alert. */
final class AlertTally {

    private final Map<String, List<Delivery>> byAlert = new LinkedHashMap<>();
    private final List<Delivery> unnamed = new ArrayList<>();

    AlertTally(List<Delivery> deliveries, AlertIdentity identity) {
        for (Delivery delivery : deliveries) {
            List<String> alerts = identity.of(delivery);
            if (alerts.isEmpty()) {
                unnamed.add(delivery);
            }
            alerts.forEach(alert ->
                    byAlert.computeIfAbsent(alert, a -> new ArrayList<>()).add(delivery));
        }
    }

    boolean hasAll(Set<String> alerts) {
        return alerts.stream().allMatch(alert -> accepted(alert) > 0);
    }

    List<String> faults(Set<String> expected) {
        List<String> faults = new ArrayList<>();
        for (String alert : expected) {
            long accepted = accepted(alert);
            if (accepted == 0) {
                faults.add(lost(alert));
            } else if (accepted > 1) {
                faults.add("'%s' came %s times: %s".formatted(alert, accepted, numbers(alert)));
            }
        }
        byAlert.keySet().stream()
                .filter(alert -> !expected.contains(alert))
                .forEach(alert -> faults.add("'%s' was not expected: %s".formatted(alert, numbers(alert))));
        unnamed.forEach(delivery -> faults.add("a delivery names no alert: " + delivery));
        return faults.size() <= 10 ? faults : shortened(faults);
    }

    private static List<String> shortened(List<String> faults) {
        List<String> first = new ArrayList<>(faults.subList(0, 10));
        first.add("and %s more".formatted(faults.size() - 10));
        return first;
    }

    private long accepted(String alert) {
        return deliveries(alert).stream().filter(Delivery::isAccepted).count();
    }

    private String lost(String alert) {
        List<Delivery> refused = deliveries(alert);
        return refused.isEmpty()
                ? "'%s' did not come".formatted(alert)
                : "'%s' is lost: it was refused %s, and not sent again: %s"
                        .formatted(alert, Words.count(refused.size(), "time"), numbers(alert));
    }

    private List<Delivery> deliveries(String alert) {
        return byAlert.getOrDefault(alert, List.of());
    }

    private String numbers(String alert) {
        return String.join(
                ", ",
                deliveries(alert).stream()
                        .map(delivery -> "no. %s with status %s".formatted(delivery.number(), delivery.status()))
                        .toList());
    }
}
