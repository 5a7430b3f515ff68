package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of commands that somebody wrote down, such as one that was found and must not come back.
 *
 * <pre>{@code
 * Script.of("register").then("promote", 1).then("rollback")
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Script {

    private record Line(String command, @Nullable Object argument) {

        @Override
        public String toString() {
            return command + "(" + (argument == null ? "" : Literal.shown(argument)) + ")";
        }
    }

    private final List<Line> lines;

    private Script(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Begin with a command that takes nothing. */
    public static Script of(String command) {
        return new Script(List.of(new Line(command, null)));
    }

    /** Begin with a command and its argument. */
    public static Script of(String command, Object argument) {
        return new Script(List.of(new Line(command, argument)));
    }

    /** Go on with a command that takes nothing. */
    public Script then(String command) {
        return and(new Line(command, null));
    }

    /** Go on with a command and its argument. */
    public Script then(String command, Object argument) {
        return and(new Line(command, argument));
    }

    private Script and(Line line) {
        List<Line> longer = new ArrayList<>(lines);
        longer.add(line);
        return new Script(longer);
    }

    <S, M> List<Step<S, M>> steps(Lifecycle<S, M, ?> lifecycle) {
        List<Step<S, M>> steps = new ArrayList<>();
        for (Line line : lines) {
            Command<S, M, ?, ?> command = lifecycle.commands().stream()
                    .filter(each -> each.name.equals(line.command))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("The script has a command '%s', but the lifecycle has only %s."
                                    .formatted(line.command, names(lifecycle))));
            if ((command.candidates == null) != (line.argument == null)) {
                throw new IllegalArgumentException("%s of the script %s, but the command takes %s."
                        .formatted(
                                line,
                                line.argument == null ? "has no argument" : "has an argument",
                                line.argument == null ? "one" : "none"));
            }
            steps.add(new Step<>(command, line.argument, Step.EXACT));
        }
        return steps;
    }

    private static List<String> names(Lifecycle<?, ?, ?> lifecycle) {
        return lifecycle.commands().stream().map(command -> command.name).toList();
    }

    /** Return the Java expression for steps; empty if an argument is nothing that can be written down. */
    static <S, M> Optional<String> java(List<Step<S, M>> steps) {
        StringBuilder java = new StringBuilder("Script");
        for (Step<S, M> step : steps) {
            Object argument = step.argument();
            Optional<String> literal = argument == null ? Optional.of("") : Literal.java(argument);
            if (literal.isEmpty()) {
                return Optional.empty();
            }
            java.append(java.length() == "Script".length() ? ".of(" : ".then(")
                    .append(Literal.shown(step.command().name))
                    .append(argument == null ? "" : ", " + literal.get())
                    .append(')');
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(java.toString());
    }

    /** Return the commands, one after the other. */
    @Override
    public String toString() {
        return lines.stream().map(Line::toString).collect(Collectors.joining(", "));
    }
}
