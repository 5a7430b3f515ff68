package io.mmp.test.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of {@code docs/requirements.md}.
 *
 * @param state {@code met}, {@code partly: ...} or {@code missing: ...}
 * @param proofs the test methods that it names
 */
record Requirement(String id, String state, List<Proof> proofs) {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (00\\d-\\w+|T\\d\\d) \\| .+ \\| (.*) \\| (.*) \\|$");

    /** The label of a test class, or a method of the class before it. */
    private static final Pattern NAME = Pattern.compile("\\[([\\w.]+)](?: \\((nightly)\\))?|`(\\w+)`");

    private static final List<String> STATES = List.of("met", "partly: \\S.*", "missing: \\S.*");

    /** A test method. {@code test} is the label of its class, {@code method} is empty where the row names the class alone. */
    record Proof(String test, String method, boolean nightly) {}

    static List<Requirement> in(String page) {
        return ROW.matcher(page)
                .results()
                .map(row -> new Requirement(row.group(1), row.group(2), proofs(row.group(3))))
                .toList();
    }

    /** Return whether the tests show all of it, a part of it, or, if it is missing, nothing. */
    boolean isSound() {
        return STATES.stream().anyMatch(state::matches)
                && proofs.isEmpty() == state.startsWith("missing")
                && proofs.stream().noneMatch(proof -> proof.method().isEmpty());
    }

    String kind() {
        return state.split(":", 2)[0];
    }

    private static List<Proof> proofs(String cell) {
        List<Proof> proofs = new ArrayList<>();
        List<MatchResult> names = NAME.matcher(cell).results().toList();
        Proof ofClass = new Proof("", "", false);
        for (int i = 0; i < names.size(); i++) {
            MatchResult name = names.get(i);
            if (name.group(3) != null) {
                proofs.add(new Proof(ofClass.test(), name.group(3), ofClass.nightly()));
                continue;
            }
            ofClass = new Proof(name.group(1), "", name.group(2) != null);
            if (i + 1 == names.size() || names.get(i + 1).group(3) == null) {
                proofs.add(ofClass);
            }
        }
        return proofs;
    }
}
