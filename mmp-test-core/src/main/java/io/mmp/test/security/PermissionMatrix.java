package io.mmp.test.security;

import io.mmp.test.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says who may do what. What is not said of a subject and an action of the system is a fault, unless the matrix ends in {@link #withOthersDenied()}.
 *
 * <pre>{@code
 * PermissionMatrix matrix = PermissionMatrix.empty()
 *         .withAllowed("viewer", "list models")
 *         .withAllowed("editor", "list models", "create model")
 *         .withOthersDenied();
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class PermissionMatrix {

    private final String name;
    private final Map<Cell, Boolean> cells;
    private final boolean othersDenied;

    /** A subject and an action. */
    record Cell(String subject, String action) {}

    private PermissionMatrix(String name, Map<Cell, Boolean> cells, boolean othersDenied) {
        this.name = name;
        this.cells = cells;
        this.othersDenied = othersDenied;
    }

    /** Begin with a matrix that says nothing. */
    public static PermissionMatrix empty() {
        return named("the matrix");
    }

    static PermissionMatrix named(String name) {
        return new PermissionMatrix(name, Map.of(), false);
    }

    /**
     * Read a matrix from a file.
     *
     * <p>{@code .csv}: a header that begins with {@code action} and names the subjects, then a row for each action; or one that begins with {@code subject} and names the actions, then a row for each subject. A cell is {@code allowed},
     * {@code denied}, or empty. A row whose action (or subject) is {@code *} and whose cells are all {@code denied} is {@link #withOthersDenied()}.
     *
     * <p>{@code .yaml} or {@code .yml}, which needs {@code snakeyaml-engine}: {@code allowed} and {@code denied} map subjects to lists of actions; {@code others: denied} is {@link #withOthersDenied()}.
     *
     * @throws PermissionException if it cannot be read or says something else; the message names all faults with their lines
     */
    public static PermissionMatrix read(Path file) {
        return PermissionFile.read(file);
    }

    /**
     * Return a copy in which a subject may do these actions.
     *
     * @throws PermissionException if the matrix says the opposite already, or no action is named
     */
    public PermissionMatrix withAllowed(String subject, String... actions) {
        return with(subject, true, List.of(actions));
    }

    /**
     * Return a copy in which a subject may not do these actions.
     *
     * @throws PermissionException if the matrix says the opposite already, or no action is named
     */
    public PermissionMatrix withDenied(String subject, String... actions) {
        return with(subject, false, List.of(actions));
    }

    /** Return a copy in which nobody may do what is not said. */
    public PermissionMatrix withOthersDenied() {
        return new PermissionMatrix(name, cells, true);
    }

    PermissionMatrix with(String subject, boolean allowed, List<String> actions) {
        if (actions.isEmpty()) {
            throw new PermissionException("No action is named for '%s'.".formatted(subject));
        }
        Map<Cell, Boolean> more = new LinkedHashMap<>(cells);
        for (String action : actions) {
            if (subject.isBlank() || action.isBlank()) {
                throw new PermissionException("A subject and an action must have a name, but they are '%s' and '%s'."
                        .formatted(subject, action));
            }
            Boolean before = more.put(new Cell(subject, action), allowed);
            if (before != null && before != allowed) {
                throw new PermissionException("'%s' is both allowed and denied to '%s'.".formatted(action, subject));
            }
        }
        return new PermissionMatrix(name, more, othersDenied);
    }

    /** Return whether an action is allowed; empty if nothing is said. */
    Optional<Boolean> isAllowed(Cell cell) {
        return Optional.ofNullable(cells.get(cell)).or(() -> othersDenied ? Optional.of(false) : Optional.empty());
    }

    /** Tell whether a cell is in the matrix itself. */
    boolean names(Cell cell) {
        return cells.containsKey(cell);
    }

    /** Return what hinders judging by this matrix a system that has these subjects and actions. */
    List<String> faults(Collection<String> subjects, Collection<String> strangers, Collection<String> actions) {
        List<String> faults = new ArrayList<>();
        if (cells.isEmpty()) {
            faults.add("%s says nothing of any subject".formatted(name));
        }
        Set<String> known = new LinkedHashSet<>(subjects);
        known.addAll(strangers);
        cells.keySet().stream().map(Cell::subject).distinct().forEach(it -> unknown("subject", it, known, faults));
        cells.keySet().stream().map(Cell::action).distinct().forEach(it -> unknown("action", it, actions, faults));
        if (faults.isEmpty()) {
            for (String subject : subjects) {
                List<String> open = actions.stream()
                        .filter(action -> isAllowed(new Cell(subject, action)).isEmpty())
                        .toList();
                if (!open.isEmpty()) {
                    faults.add("%s does not say whether '%s' may do '%s': add them, or withOthersDenied()"
                            .formatted(name, subject, String.join("', '", open)));
                }
            }
        }
        return faults;
    }

    private void unknown(String kind, String found, Collection<String> known, List<String> faults) {
        if (!known.contains(found)) {
            String hint = Nearest.hint(found, known);
            faults.add("the system has no %s '%s', which %s names; it has '%s'%s"
                    .formatted(kind, found, name, String.join("', '", known), hint.isEmpty() ? "" : "." + hint));
        }
    }

    /** Return its file, or {@code the matrix}. */
    @Override
    public String toString() {
        return name;
    }
}
