package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What several clients did at once to one service.
 *
 * @param before what was done before they started, and whether that alone broke a rule
 * @param operations what each of them did
 * @param decision whether an order of them explains it
 */
record History<S, M, O>(Trace<S, M, O> before, List<Operation<S, M>> operations, Decision decision)
        implements Shrinking.Failing<Assigned<S, M>> {

    History {
        operations = List.copyOf(operations);
    }

    @Override
    public List<Assigned<S, M>> plan() {
        return Stream.concat(
                        before.plan().stream().map(step -> new Assigned<>(step, 0)),
                        operations.stream().map(operation -> new Assigned<>(operation.step(), operation.client())))
                .toList();
    }

    /** Return what was done, a line each: before, then client by client. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        before.steps().forEach(step -> lines.add("before: " + step));
        IntStream clients =
                operations.stream().mapToInt(Operation::client).distinct().sorted();
        clients.forEach(client -> operations.stream()
                .filter(operation -> operation.client() == client)
                .forEach(operation -> lines.add("client %s: %s".formatted(client, operation))));
        return lines;
    }

    Optional<History<S, M, O>> ifWrong() {
        return Optional.of(this).filter(history -> history.decision.isWrong());
    }

    /** Return what was done to be counted. */
    List<Performed<S, M>> performed() {
        return Stream.concat(
                        before.steps().stream(),
                        operations.stream().map(each -> new Performed<>(each.step(), each.outcome())))
                .toList();
    }
}
