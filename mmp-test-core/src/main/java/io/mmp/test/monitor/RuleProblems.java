package io.mmp.test.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is wrong with a rule or a query. */
final class RuleProblems {

    private static final Pattern SHOWN_LABEL = Pattern.compile("\\$labels\\.(\\w+)");

    private RuleProblems() {}

    /** Return what is wrong with an expression. */
    static List<String> of(String expression, ExposedSeries series, boolean variables) {
        try {
            return ExpressionCheck.problems(PromqlParser.parse(expression, variables), series);
        } catch (PromqlException e) {
            return List.of("the expression '%s' %s".formatted(expression.strip(), e.getMessage()));
        }
    }

    /** Return what is wrong with a rule: its expression, and the labels that its texts show. */
    static List<String> of(AlertRule rule, ExposedSeries series) {
        List<String> problems = new ArrayList<>(of(rule.expression(), series, false));
        if (problems.isEmpty()) {
            Optional<Set<String>> labels = new ResultLabels(series).of(PromqlParser.parse(rule.expression(), false));
            labels.ifPresent(known -> {
                problems.addAll(shown("annotation", rule.annotations(), known));
                problems.addAll(shown("label", rule.labels(), known));
            });
        }
        return problems;
    }

    private static List<String> shown(String what, Map<String, String> texts, Set<String> known) {
        List<String> problems = new ArrayList<>();
        texts.forEach((name, text) -> {
            Matcher matcher = SHOWN_LABEL.matcher(text);
            while (matcher.find()) {
                if (!known.contains(matcher.group(1))) {
                    problems.add("the %s '%s' shows $labels.%s, which the result does not have%s"
                            .formatted(
                                    what,
                                    name,
                                    matcher.group(1),
                                    known.isEmpty()
                                            ? ": it has no labels"
                                            : ExpressionCheck.meant(matcher.group(1), new TreeSet<>(known))));
                }
            }
        });
        return problems;
    }
}
