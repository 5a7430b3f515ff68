package io.mmp.test.security;

import io.mmp.test.security.PermissionAction.Detour;
import io.mmp.test.security.PermissionMatrix.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tries a system by a matrix: what is denied first, so that nothing is judged by the effects of what is allowed. */
final class PermissionTrial {

    private final PermissionProbe probe;
    private final PermissionMatrix matrix;
    private final Rules rules;
    private final List<List<String>> wrong = new ArrayList<>();
    private final Map<List<String>, List<String>> open = new LinkedHashMap<>();
    private int tried;

    /**
     * What counts.
     *
     * @param denied the statuses by which a subject is denied something
     * @param unknown the statuses by which a stranger is turned away
     * @param effectWithin how late an effect may come
     */
    record Rules(Set<Integer> denied, Set<Integer> unknown, Duration effectWithin) {

        static Rules usual() {
            return new Rules(Set.of(403), Set.of(401), Duration.ZERO);
        }
    }

    PermissionTrial(PermissionProbe probe, PermissionMatrix matrix, Rules rules) {
        this.probe = probe;
        this.matrix = matrix;
        this.rules = rules;
    }

    List<List<String>> wrong() {
        return wrong;
    }

    /** Return the actions, the ways that are open to them, and to whom. */
    List<List<String>> open() {
        List<List<String>> rows = new ArrayList<>();
        open.forEach(
                (way, subjects) -> rows.add(List.of(way.get(0), way.get(1), way.get(2), String.join(", ", subjects))));
        return rows;
    }

    /** Return how many attempts were made. */
    int tried() {
        return tried;
    }

    /** Return the cells that are allowed, or those that are not. */
    private Map<Cell, PermissionAction> cells(boolean allowed) {
        Map<Cell, PermissionAction> cells = new LinkedHashMap<>();
        for (PermissionAction action : probe.actions()) {
            List<String> all = new ArrayList<>(probe.subjects());
            all.addAll(probe.strangers());
            for (String subject : all) {
                Cell cell = new Cell(subject, action.name());
                if (isAllowed(cell) == allowed) {
                    cells.put(cell, action);
                }
            }
        }
        return cells;
    }

    private boolean isAllowed(Cell cell) {
        return matrix.isAllowed(cell).orElse(false);
    }

    private boolean isStranger(Cell cell) {
        return probe.strangers().contains(cell.subject()) && !matrix.names(cell);
    }

    /** Try each cell. */
    void run() {
        cells(false).forEach(this::tryDenied);
        cells(true).forEach(this::tryAllowed);
    }

    /** Try the other ways to what is denied. */
    void runDetours() {
        Map<String, PermissionAnswer> rightful = new LinkedHashMap<>();
        cells(true).forEach((cell, action) -> {
            if (!action.changing() && !rightful.containsKey(action.name())) {
                probe.prepare();
                PermissionAnswer answer = attempt(cell, action.attempt(), "");
                if (answer != null && answer.isAllowed()) {
                    rightful.put(action.name(), answer);
                }
            }
        });
        cells(false).forEach((cell, action) -> {
            for (Detour detour : action.detours()) {
                tryDetour(cell, action, detour, rightful.get(action.name()));
            }
        });
    }

    private void tryDetour(Cell cell, PermissionAction action, Detour detour, @Nullable PermissionAnswer rightful) {
        tried++;
        String found = found(cell, action, detour.attempt(), rightful);
        PermissionAttempt control = detour.control();
        // An editor may well POST where a DELETE is denied: what comes of the plain request too, comes not of the
        // header.
        if (!found.isEmpty() && (control == null || !found.equals(found(cell, action, control, rightful)))) {
            open.computeIfAbsent(List.of(action.name(), detour.name(), found), way -> new ArrayList<>())
                    .add(cell.subject());
        }
    }

    /** Return what came of an attempt that should bring nothing; empty if nothing did. */
    private String found(
            Cell cell, PermissionAction action, PermissionAttempt attempt, @Nullable PermissionAnswer rightful) {
        probe.prepare();
        String before = probe.readState();
        // What breaks a server's parser is no way in: hostile requests look for that.
        PermissionAnswer answer = attempt(cell, attempt, "");
        if (answer == null) {
            return "";
        }
        if (isChanged(before, rules.effectWithin())) {
            return "%s, and the state changed".formatted(answer);
        }
        return !action.changing()
                        && answer.isAllowed()
                        && (rightful == null || answer.content().equals(rightful.content()))
                ? "%s, as for those who are allowed".formatted(answer)
                : "";
    }

    private void tryDenied(Cell cell, PermissionAction action) {
        Set<Integer> right = isStranger(cell) ? rules.unknown() : rules.denied();
        String expected = (isStranger(cell) ? "unknown (%s)" : "denied (%s)").formatted(shown(right));
        tried++;
        probe.prepare();
        String before = probe.readState();
        PermissionAnswer answer = attempt(cell, action.attempt(), expected);
        if (answer == null) {
            return;
        }
        boolean isChanged = isChanged(before, rules.effectWithin());
        if (!right.contains(answer.status())) {
            add(cell, expected, found(answer) + (isChanged ? ", and the state changed" : ""));
        } else if (isChanged) {
            add(cell, expected, "denied: %s, but the state changed all the same".formatted(answer));
        }
    }

    private void tryAllowed(Cell cell, PermissionAction action) {
        tried++;
        probe.prepare();
        String before = probe.readState();
        PermissionAnswer answer = attempt(cell, action.attempt(), "allowed");
        if (answer == null) {
            return;
        }
        if (!answer.isAllowed()) {
            add(cell, "allowed", found(answer));
        } else if (action.changing() && !isChanged(before, rules.effectWithin())) {
            add(cell, "allowed", "allowed: %s, but the state did not change".formatted(answer));
        } else if (!action.changing() && isChanged(before, Duration.ZERO)) {
            add(cell, "allowed", "allowed: %s, but the state changed, though this only reads".formatted(answer));
        }
    }

    /** Tell whether the state is another one, now or until this time is over. */
    private boolean isChanged(String before, Duration within) {
        if (!probe.readState().equals(before)) {
            return true;
        }
        if (within.isZero() || !probe.hasState()) {
            return false;
        }
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .pollDelay(Duration.ZERO)
                    .atMost(within)
                    .until(() -> !probe.readState().equals(before));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private @Nullable PermissionAnswer attempt(Cell cell, PermissionAttempt attempt, String expected) {
        try {
            return attempt.as(cell.subject());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PermissionException("Interrupted while %s was asked.".formatted(probe), e);
        } catch (PermissionException e) {
            throw e;
        } catch (Exception e) {
            if (!expected.isEmpty()) {
                add(cell, expected, "no answer (%s)".formatted(e));
            }
            return null;
        }
    }

    private void add(Cell cell, String middle, String found) {
        wrong.add(List.of(cell.subject(), cell.action(), middle, found));
    }

    private String found(PermissionAnswer answer) {
        if (answer.isAllowed()) {
            return "allowed: " + answer;
        }
        if (rules.denied().contains(answer.status())) {
            return "denied: " + answer;
        }
        if (rules.unknown().contains(answer.status())) {
            return "unknown: " + answer;
        }
        return "neither allowed nor denied: " + answer;
    }

    private static String shown(Set<Integer> statuses) {
        return String.join(
                " or ", new TreeSet<>(statuses).stream().map(String::valueOf).toList());
    }
}
