package io.mmp.test.monitor;

import io.mmp.test.monitor.Promql.Aggregation;
import io.mmp.test.monitor.Promql.Binary;
import io.mmp.test.monitor.Promql.Call;
import io.mmp.test.monitor.Promql.Literal;
import io.mmp.test.monitor.Promql.Matching;
import io.mmp.test.monitor.Promql.Selector;
import io.mmp.test.monitor.Promql.Unknown;
import io.mmp.test.monitor.Promql.Wrapped;
import io.mmp.test.monitor.PromqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an expression of <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">PromQL</a>. */
final class PromqlParser {

    private static final Set<String> AGGREGATIONS = Set.of(
            "sum",
            "min",
            "max",
            "avg",
            "group",
            "stddev",
            "stdvar",
            "count",
            "count_values",
            "bottomk",
            "topk",
            "quantile",
            "limitk",
            "limit_ratio");

    /** The operators, the loosest first. */
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("or"),
            Set.of("and", "unless"),
            Set.of("==", "!=", "<", ">", "<=", ">="),
            Set.of("+", "-"),
            Set.of("*", "/", "%", "atan2"));

    private final List<PromqlToken> tokens;
    private int index;

    private PromqlParser(List<PromqlToken> tokens) {
        this.tokens = tokens;
    }

    /**
     * Read a whole expression.
     *
     * @param variables whether it may have variables of Grafana
     * @throws PromqlException if it is not PromQL
     */
    static Promql parse(String text, boolean variables) {
        PromqlParser parser = new PromqlParser(PromqlLexer.tokens(text, variables));
        Promql expression = parser.expression(0);
        if (parser.peek().kind() != Kind.END) {
            throw parser.expected("an operator or the end");
        }
        return expression;
    }

    private Promql expression(int level) {
        if (level == LEVELS.size()) {
            return signed();
        }
        Promql left = expression(level + 1);
        while (LEVELS.get(level).contains(operator())) {
            left = binary(left, level + 1);
        }
        return left;
    }

    private String operator() {
        PromqlToken token = peek();
        return switch (token.kind()) {
            case OPERATOR -> token.text();
            case NAME -> token.text().toLowerCase(Locale.ROOT);
            default -> "";
        };
    }

    private Promql binary(Promql left, int level) {
        String operator = operator();
        next();
        takeWord("bool");
        List<String> on = List.of();
        List<String> included = List.of();
        if (takeWord("on")) {
            on = labels();
        } else if (takeWord("ignoring")) {
            labels();
        }
        if ((takeWord("group_left") || takeWord("group_right")) && peek().is("(")) {
            included = labels();
        }
        Promql right = operator.equals("^") ? signed() : expression(level);
        return new Binary(operator, left, right, on, included);
    }

    private Promql signed() {
        if (take("-") || take("+")) {
            return new Wrapped(signed());
        }
        Promql base = postfixed(primary());
        return operator().equals("^") ? binary(base, LEVELS.size()) : base;
    }

    private Promql postfixed(Promql primary) {
        Promql result = primary;
        while (true) {
            if (peek().kind() == Kind.BRACKETS) {
                String range = next().text();
                if (range.isBlank()) {
                    throw new PromqlException("has brackets without a duration");
                }
                result = range.contains(":") || !(result instanceof Selector) ? new Wrapped(result) : result;
            } else if (takeWord("offset")) {
                take("-");
                next();
            } else if (take("@")) {
                take("-");
                next();
                if (take("(")) {
                    require(")");
                }
            } else {
                return result;
            }
        }
    }

    private Promql primary() {
        PromqlToken token = next();
        return switch (token.kind()) {
            case NUMBER -> new Literal(number(token.text()), token.text());
            case DURATION -> new Literal(Double.NaN, token.text());
            case STRING -> new Literal(Double.NaN, token.text());
            case VARIABLE -> variable();
            case NAME -> named(token.text());
            case OPERATOR -> {
                if (token.is("(")) {
                    Promql inner = expression(0);
                    require(")");
                    yield inner;
                }
                if (token.is("{")) {
                    index--;
                    yield selector("");
                }
                index--;
                throw expected("an expression");
            }
            default -> {
                index--;
                throw expected("an expression");
            }
        };
    }

    private static double number(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("0x")
                ? Long.parseUnsignedLong(text.substring(2), 16)
                : Double.parseDouble(text);
    }

    /** A variable stands for a number, a metric or a function. */
    private Promql variable() {
        if (peek().is("(")) {
            return new Call("", arguments());
        }
        return peek().is("{") ? selector(null) : new Unknown();
    }

    private Promql named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean grouped = peek().isWord("by") || peek().isWord("without");
        if (AGGREGATIONS.contains(lower) && (peek().is("(") || grouped)) {
            return aggregation(lower);
        }
        if (peek().is("(")) {
            return new Call(name, arguments());
        }
        if (lower.equals("inf") || lower.equals("nan")) {
            return new Literal(Numbers.parse(lower), name);
        }
        return selector(name);
    }

    private Promql aggregation(String operator) {
        String clause = clause();
        int start = index;
        List<String> labels = clause.isEmpty() ? List.of() : labels();
        int end = index;
        List<Promql> arguments = arguments();
        if (clause.isEmpty()) {
            clause = clause();
            start = index;
            labels = clause.isEmpty() ? List.of() : labels();
            end = index;
        }
        boolean known = tokens.subList(start, end).stream().noneMatch(token -> token.kind() == Kind.VARIABLE);
        return new Aggregation(operator, clause, labels, known, arguments);
    }

    private String clause() {
        return takeWord("by") ? "by" : takeWord("without") ? "without" : "";
    }

    private List<Promql> arguments() {
        require("(");
        List<Promql> arguments = new ArrayList<>();
        while (!take(")")) {
            arguments.add(expression(0));
            if (!take(",")) {
                require(")");
                break;
            }
        }
        return arguments;
    }

    /** Read the labels in parentheses; a variable is left out. */
    private List<String> labels() {
        require("(");
        List<String> labels = new ArrayList<>();
        while (!take(")")) {
            PromqlToken label = next();
            if (label.kind() == Kind.NAME) {
                labels.add(label.text());
            } else if (label.kind() != Kind.VARIABLE) {
                index--;
                throw expected("the name of a label");
            }
            if (!take(",")) {
                require(")");
                break;
            }
        }
        return labels;
    }

    private Promql selector(@Nullable String metric) {
        String name = metric;
        List<Matching> matchings = new ArrayList<>();
        if (take("{")) {
            while (!take("}")) {
                Matching matching = matching();
                if (matching != null
                        && matching.label().equals("__name__")
                        && matching.operator().equals("=")) {
                    name = matching.value();
                } else if (matching != null) {
                    matchings.add(matching);
                }
                if (!take(",")) {
                    require("}");
                    break;
                }
            }
        }
        return new Selector(name, List.copyOf(matchings));
    }

    private @Nullable Matching matching() {
        PromqlToken label = next();
        if (label.kind() == Kind.VARIABLE && !Set.of("=", "!=", "=~", "!~").contains(peek().text())) {
            // An ad hoc filter as a whole.
            return null;
        }
        if (label.kind() != Kind.NAME && label.kind() != Kind.VARIABLE) {
            index--;
            throw expected("the name of a label");
        }
        PromqlToken operator = next();
        PromqlToken value = next();
        if (!Set.of("=", "!=", "=~", "!~").contains(operator.text())
                || (value.kind() != Kind.STRING && value.kind() != Kind.VARIABLE)) {
            throw new PromqlException(
                    "must compare the label '%s' by =, !=, =~ or !~ with a text in quotes, at column %s"
                            .formatted(label.text(), operator.position() + 1));
        }
        return label.kind() == Kind.VARIABLE ? null : new Matching(label.text(), operator.text(), value.text());
    }

    private PromqlToken peek() {
        return tokens.get(index);
    }

    private PromqlToken next() {
        PromqlToken token = tokens.get(index);
        if (token.kind() == Kind.END) {
            throw expected("more");
        }
        index++;
        return token;
    }

    private boolean take(String operator) {
        boolean found = peek().is(operator);
        index += found ? 1 : 0;
        return found;
    }

    private boolean takeWord(String word) {
        boolean found = peek().isWord(word);
        index += found ? 1 : 0;
        return found;
    }

    private void require(String operator) {
        if (!take(operator)) {
            throw expected("'" + operator + "'");
        }
    }

    private PromqlException expected(String what) {
        return new PromqlException(
                "must have %s instead of %s, at column %s".formatted(what, peek(), peek().position() + 1));
    }
}
