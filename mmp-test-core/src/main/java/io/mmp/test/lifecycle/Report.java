package io.mmp.test.lifecycle;

import static java.util.stream.Collectors.joining;

import io.mmp.test.text.Words;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks for the shortest sequence that fails, whether it fails again, and puts it into words. */
final class Report<S, M, O> {

    private static final int AGAIN = 20;

    private final Sequences<S, M, O> sequences;
    private final Systems<S> systems;
    private final Tally tally;
    private final Settings settings;

    Report(Sequences<S, M, O> sequences, Systems<S> systems, Tally tally, Settings settings) {
        this.sequences = sequences;
        this.systems = systems;
        this.tally = tally;
        this.settings = settings;
    }

    Tally tally() {
        return tally;
    }

    LifecycleResult kept() {
        return result(
                Conclusion.PASS,
                Optional.empty(),
                List.of(),
                settings.sequences(),
                0,
                "All rules were kept in %s of %s, %s of which were refused."
                        .formatted(
                                Words.count(settings.sequences(), "sequence"),
                                Words.count(tally.commands(), "command"),
                                tally.refused()));
    }

    LifecycleResult linearizable(Optional<Decision> undecided) {
        String text = "%s with %s at once"
                .formatted(Words.count(settings.sequences(), "sequence"), Words.count(settings.clients(), "client"));
        return undecided
                .map(decision -> result(
                        Conclusion.INCONCLUSIVE,
                        Optional.empty(),
                        List.of(),
                        settings.sequences(),
                        0,
                        "Whether the service is linearizable could not be decided in %s: %s."
                                .formatted(text, decision.reason())))
                .orElseGet(() -> result(
                        Conclusion.PASS,
                        Optional.empty(),
                        List.of(),
                        settings.sequences(),
                        0,
                        "An order of their commands explains each of %s, %s in all."
                                .formatted(text, Words.count(tally.commands(), "command"))));
    }

    LifecycleResult ofScript(Trace<S, M, O> trace) {
        return trace.violation()
                .map(wrong -> result(
                        Conclusion.FAIL,
                        Optional.of(wrong.rule()),
                        lines(trace),
                        1,
                        0,
                        "%s%n%s%s"
                                .formatted(head(wrong), "The script is broken by its last step:", told(trace, wrong))))
                .orElseGet(() -> result(
                        Conclusion.PASS,
                        Optional.empty(),
                        List.of(),
                        1,
                        0,
                        "All rules were kept in %s.".formatted(Words.count(tally.commands(), "command"))));
    }

    /** Report a sequence of one client. */
    LifecycleResult broken(Trace<S, M, O> found, Place place) {
        int before = systems.started();
        String rule = found.violation().orElseThrow().rule();
        boolean again = sequences.replay(found.plan()).breaks(rule);
        Trace<S, M, O> shortest = again
                ? Shrinking.<Step<S, M>, Trace<S, M, O>>shrink(
                        found,
                        plan -> isSpent(before)
                                ? Optional.empty()
                                : Optional.of(sequences.replay(plan)).filter(trace -> trace.breaks(rule)))
                : found;
        long fails = !again
                ? 0
                : IntStream.range(0, 3)
                        .filter(i -> sequences.replay(shortest.plan()).breaks(rule))
                        .count();
        int runs = systems.started() - before;
        Violation wrong = shortest.violation().orElseThrow();
        String text = "%s%n%s%s%n%s%s"
                .formatted(
                        head(wrong),
                        again
                                ? "The shortest sequence found has %s:"
                                        .formatted(Words.count(shortest.steps().size(), "step"))
                                : "The sequence has %s:"
                                        .formatted(Words.count(shortest.steps().size(), "step")),
                        told(shortest, wrong),
                        found(place, found.steps().size(), again ? shrunk(runs) : ""),
                        again ? repeat(place, shortest, fails) : flaky(place));
        return result(Conclusion.FAIL, Optional.of(rule), lines(shortest), place.number(), runs, text);
    }

    private static String flaky(Place place) {
        return "%nIt did not fail when the same steps were run again: something besides the steps decides, such as time, chance or what other tests leave behind.%n%s"
                .formatted(place.again());
    }

    private static <S, M> String repeat(Place place, Trace<S, M, ?> shortest, long fails) {
        String script = Script.java(shortest.plan())
                .map(java -> ", or run%n  %s".formatted(java))
                .orElse("");
        String unsure = fails == 3
                ? ""
                : "%nIt failed in %s of 3 further runs alone: something besides the steps decides.".formatted(fails);
        return "%s%n%s%s".formatted(unsure, place.again(), script);
    }

    /** Report a sequence of several clients. */
    LifecycleResult notLinearizable(History<S, M, O> found, Place place, Concurrency<S, M, O> clients) {
        int before = systems.started();
        int repeats = Math.min(AGAIN, settings.shrinkingRuns());
        int tries = triesToFailAgain(found, repeats, clients);
        History<S, M, O> shortest = tries > repeats
                ? found
                : Shrinking.<Assigned<S, M>, History<S, M, O>>shrink(
                        found,
                        plan -> isSpent(before)
                                ? Optional.empty()
                                : attempt(plan, Math.min(repeats, 3 * tries), clients));
        Optional<Trace<S, M, O>> alone = alone(shortest);
        if (alone.isPresent()) {
            return broken(alone.get(), place);
        }
        long fails = IntStream.range(0, repeats)
                .filter(i -> clients.replay(shortest.plan()).decision().isWrong())
                .count();
        int runs = systems.started() - before;
        String text =
                "%nExpecting the service to be linearizable, but no order of these commands explains what the clients were answered and what is observed afterwards:%n%s%n%s%n%s%n%s%n%s"
                        .formatted(
                                numbered(shortest.lines()),
                                sentence(shortest.decision().reason()),
                                found(place, found.plan().size(), tries > repeats ? "" : shrunk(runs)),
                                fails == 0
                                        ? "It did not fail again in %s further runs of the same steps; it did happen once."
                                                .formatted(repeats)
                                        : "It failed in %s of %s further runs of the same steps."
                                                .formatted(fails, repeats),
                                place.again());
        return result(Conclusion.FAIL, Optional.of("linearizable"), shortest.lines(), place.number(), runs, text);
    }

    /** Return the same steps one after the other, if that breaks a rule as well: then it is no matter of several clients. */
    private Optional<Trace<S, M, O>> alone(History<S, M, O> shortest) {
        long clients =
                shortest.operations().stream().map(Operation::client).distinct().count();
        return clients > 1
                ? Optional.empty()
                : Optional.of(sequences.replay(
                                shortest.plan().stream().map(Assigned::step).toList()))
                        .filter(trace -> trace.violation().isPresent());
    }

    private static <S, M, O> int triesToFailAgain(History<S, M, O> found, int repeats, Concurrency<S, M, O> clients) {
        int tries = 1;
        while (tries <= repeats && !clients.replay(found.plan()).decision().isWrong()) {
            tries++;
        }
        return tries;
    }

    private static <S, M, O> Optional<History<S, M, O>> attempt(
            List<Assigned<S, M>> plan, int times, Concurrency<S, M, O> clients) {
        Optional<History<S, M, O>> failing = Optional.empty();
        for (int i = 0; i < times && failing.isEmpty(); i++) {
            failing = clients.replay(plan).ifWrong();
        }
        return failing;
    }

    private static String sentence(String reason) {
        return reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1);
    }

    private static String head(Violation wrong) {
        return "%nExpecting the service to keep to its model, but it breaks a rule: %s".formatted(wrong.rule());
    }

    private static <S, M, O> String told(Trace<S, M, O> trace, Violation wrong) {
        String where = trace.steps().isEmpty()
                ? "Before the first step"
                : "In step " + trace.steps().size();
        return "%n%s%n%s %s".formatted(numbered(lines(trace)), where, wrong.detail());
    }

    private static String found(Place place, int steps, String shrunk) {
        return "Found in sequence %s of %s with %s%s."
                .formatted(place.number(), place.of(), Words.count(steps, "step"), shrunk);
    }

    private String shrunk(int runs) {
        String limit = runs >= settings.shrinkingRuns() ? ", which is the limit: withShrinkingRuns" : "";
        return ", and shrunk in " + Words.count(runs, "run") + limit;
    }

    private boolean isSpent(int before) {
        return systems.started() - before >= settings.shrinkingRuns();
    }

    private static List<String> lines(Trace<?, ?, ?> trace) {
        return trace.steps().stream().map(Performed::toString).toList();
    }

    private static String numbered(List<String> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> "  %s. %s".formatted(i + 1, lines.get(i)))
                .collect(joining(System.lineSeparator()));
    }

    private LifecycleResult result(
            Conclusion conclusion,
            Optional<String> rule,
            List<String> steps,
            int sequenceCount,
            int shrinkingRuns,
            String description) {
        return new LifecycleResult(
                conclusion,
                rule,
                steps,
                sequenceCount,
                tally.commands(),
                tally.refused(),
                shrinkingRuns,
                tally.neverDone(),
                description);
    }
}
