package io.mmp.test.mlflow.embedded.search;

import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Groups the words of a filter into identifiers, lists and comparisons.
 *
 * <p>MLflow parses filters with a general SQL parser and then looks for comparisons among the groups that it made. What
 * it accepts, and the text of its complaints, follow from the order in which those groups are built: the order here.
 */
final class SearchGrammar {

    private static final Set<Kind> OPERANDS = EnumSet.of(
            Kind.IDENTIFIER,
            Kind.PLACEHOLDER,
            Kind.STRING,
            Kind.INTEGER,
            Kind.FLOAT,
            Kind.PARENTHESIS,
            Kind.FUNCTION,
            Kind.OPERATION);

    private static final Set<Kind> LISTED = EnumSet.of(
            Kind.IDENTIFIER,
            Kind.PLACEHOLDER,
            Kind.STRING,
            Kind.INTEGER,
            Kind.FLOAT,
            Kind.FUNCTION,
            Kind.OPERATION,
            Kind.COMPARISON,
            Kind.LIST,
            Kind.KEYWORD,
            Kind.COMMENT);

    private static final Set<Kind> ALIASED = EnumSet.of(
            Kind.IDENTIFIER,
            Kind.INTEGER,
            Kind.FLOAT,
            Kind.PARENTHESIS,
            Kind.FUNCTION,
            Kind.OPERATION,
            Kind.COMPARISON);

    private final List<SearchToken> tokens;

    private SearchGrammar(List<SearchToken> tokens) {
        this.tokens = new ArrayList<>(tokens);
    }

    /** Group the words of a filter; what remains is comparisons, {@code AND} and mistakes, without the white space between them. */
    static List<SearchToken> group(List<SearchToken> words) {
        SearchGrammar grammar = new SearchGrammar(
                words.stream().filter(word -> !word.is(Kind.SPACE)).toList());
        grammar.groupParentheses();
        grammar.groupFunctions();
        grammar.groupPeriods();
        grammar.groupPairs(Set.of(Kind.OPERATOR), OPERANDS, Kind.OPERATION);
        grammar.groupPairs(Set.of(Kind.COMPARATOR), OPERANDS, Kind.COMPARISON);
        grammar.groupNamings();
        grammar.groupAliases();
        grammar.groupLists();
        return grammar.tokens;
    }

    private void groupParentheses() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isWord(Kind.PUNCTUATION, "(")) {
                open.push(i);
            } else if (tokens.get(i).isWord(Kind.PUNCTUATION, ")") && !open.isEmpty()) {
                int start = open.pop();
                join(Kind.PARENTHESIS, start, i);
                i = start;
            }
        }
    }

    private void groupFunctions() {
        for (int i = 0; i < tokens.size(); i++) {
            int next = next(i);
            if (tokens.get(i).is(Kind.NAME) && next >= 0 && tokens.get(next).is(Kind.PARENTHESIS)) {
                join(Kind.FUNCTION, i, next);
            }
        }
    }

    private void groupPeriods() {
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.get(i).is(Kind.NAME, Kind.SYMBOL)) {
                continue;
            }
            int end = i;
            int period = next(end);
            while (period >= 0 && tokens.get(period).isWord(Kind.PUNCTUATION, ".")) {
                int part = next(period);
                boolean isPart = part >= 0
                        && (tokens.get(part).is(Kind.NAME, Kind.SYMBOL, Kind.STRING)
                                || tokens.get(part).isWord(Kind.OPERATOR, "*"));
                end = isPart ? part : period;
                period = next(end);
            }
            join(Kind.IDENTIFIER, i, end);
        }
    }

    private void groupPairs(Set<Kind> middle, Set<Kind> operands, Kind result) {
        for (int i = 0; i < tokens.size(); i++) {
            int previous = previous(i);
            int next = next(i);
            if (middle.contains(tokens.get(i).kind())
                    && previous >= 0
                    && next >= 0
                    // What was just joined ends in an operand, so that a = b = c is one comparison of a comparison.
                    && (operands.contains(tokens.get(previous).kind())
                            || tokens.get(previous).is(result))
                    && (operands.contains(tokens.get(next).kind())
                            || tokens.get(next).isWord(Kind.KEYWORD, "NULL"))) {
                List<SearchToken> parts = List.of(tokens.get(previous), tokens.get(i), tokens.get(next));
                join(result, previous, next);
                tokens.set(previous, tokens.get(previous).withParts(parts));
                i = previous;
            }
        }
    }

    private void groupNamings() {
        for (int i = 0; i < tokens.size(); i++) {
            int previous = previous(i);
            int next = next(i);
            if (tokens.get(i).isWord(Kind.KEYWORD, "AS")
                    && previous >= 0
                    && next >= 0
                    && !tokens.get(previous).is(Kind.KEYWORD)) {
                join(Kind.IDENTIFIER, previous, next);
                i = previous;
            }
        }
    }

    private void groupAliases() {
        for (int i = 0; i < tokens.size(); i++) {
            int next = next(i);
            if (next >= 0
                    && ALIASED.contains(tokens.get(i).kind())
                    && tokens.get(next).is(Kind.IDENTIFIER)) {
                join(Kind.IDENTIFIER, i, next);
            }
        }
    }

    private void groupLists() {
        for (int i = 0; i < tokens.size(); i++) {
            int previous = previous(i);
            int next = next(i);
            if (tokens.get(i).isWord(Kind.PUNCTUATION, ",")
                    && previous >= 0
                    && next >= 0
                    && LISTED.contains(tokens.get(previous).kind())
                    && LISTED.contains(tokens.get(next).kind())) {
                join(Kind.LIST, previous, next);
                i = previous;
            }
        }
    }

    private void join(Kind kind, int from, int to) {
        SearchToken token = SearchToken.join(kind, tokens.subList(from, to + 1));
        tokens.subList(from + 1, to + 1).clear();
        tokens.set(from, token);
    }

    private int next(int index) {
        return index + 1 < tokens.size() ? index + 1 : -1;
    }

    private int previous(int index) {
        return index - 1;
    }
}
