package io.mmp.test.mlflow.embedded.search;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Finds the comparisons of a filter: {@code comparison (AND comparison)*}. */
public final class SearchFilter {

    /** The limit of the SQL parser that MLflow uses; white space counts, character by character. */
    private static final int MAX_WORDS = 10_000;

    private static final int MAX_LENGTH = 1_000_000;

    private SearchFilter() {}

    /**
     * Return the comparisons of a filter, each with its left side, its comparator and, unless that is a null test, its
     * right side.
     *
     * @param quote how the complaint spells a clause that it does not understand: searches differ in that
     */
    public static List<SearchToken> comparisons(String filter, UnaryOperator<String> quote) {
        return comparisons(filter, quote, Set.of());
    }

    /**
     * Return the comparisons of a filter as above.
     *
     * @param numbers SQL's keywords that stand for a number on the left side
     */
    public static List<SearchToken> comparisons(String filter, UnaryOperator<String> quote, Set<String> numbers) {
        if (filter.isEmpty()) {
            return List.of();
        }
        if (PythonText.isBlank(filter)) {
            throw RestException.invalid("Invalid filter '" + filter + "'. Could not be parsed.");
        }
        List<SearchToken> words = words(filter);
        if (hasSeveralStatements(words)) {
            throw RestException.invalid("Search filter contained multiple expression " + Python.repr(filter)
                    + ". Provide AND-ed expression list.");
        }
        List<SearchToken> clauses = clauses(words, numbers);
        List<SearchToken> comparisons =
                clauses.stream().filter(token -> token.is(Kind.COMPARISON)).toList();
        String invalid = clauses.stream()
                .filter(token -> !token.is(Kind.COMPARISON) && !token.isWord(Kind.KEYWORD, "AND"))
                .map(SearchToken::text)
                .map(quote)
                .collect(Collectors.joining(", "));
        if (comparisons.size() < clauses.size() && !invalid.isEmpty()) {
            throw RestException.invalid("Invalid clause(s) in filter string: " + invalid);
        }
        comparisons.forEach(SearchFilter::requireIdentifier);
        return comparisons;
    }

    /** Group words into comparisons and what stands between them, {@code AND} or a mistake; white space is left out. */
    public static List<SearchToken> clauses(List<SearchToken> words, Set<String> numbers) {
        List<SearchToken> tokens = SearchGrammar.group(words).stream()
                .filter(token -> !token.is(Kind.SPACE))
                .toList();
        return joinWordComparisons(tokens, numbers);
    }

    private static List<SearchToken> words(String filter) {
        if (filter.length() > MAX_LENGTH) {
            throw RestException.invalid("The filter has " + filter.length()
                    + " characters. The embedded server reads filters of at most " + MAX_LENGTH + ".");
        }
        List<SearchToken> words = SearchLexer.split(filter, MAX_WORDS + 1);
        if (words.size() > MAX_WORDS) {
            throw RestException.invalid("Error on parsing filter '" + filter + "'");
        }
        return words;
    }

    /** Tell whether something follows a semicolon. */
    public static boolean hasSeveralStatements(List<SearchToken> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).isWord(Kind.PUNCTUATION, ";")
                    && words.stream().skip(i + 1).anyMatch(word -> !word.is(Kind.SPACE))) {
                return true;
            }
        }
        return false;
    }

    private static void requireIdentifier(SearchToken comparison) {
        SearchToken left = comparison.parts().get(0);
        if (!left.is(Kind.IDENTIFIER)) {
            throw RestException.invalid("Invalid comparison clause. Expected 'Identifier' found '" + left.text() + "'");
        }
    }

    /** Join {@code x IN (..)}, {@code x NOT IN (..)}, {@code x IS NULL} and {@code x IS NOT NULL}. */
    private static List<SearchToken> joinWordComparisons(List<SearchToken> tokens, Set<String> numbers) {
        List<SearchToken> joined = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            List<SearchToken> rest = tokens.subList(i, tokens.size());
            int length = wordComparisonLength(rest);
            if (length > 0) {
                joined.add(wordComparison(rest.subList(0, length)));
                i += length;
            } else if (rest.size() >= 3
                    && rest.get(0).is(Kind.KEYWORD)
                    && numbers.contains(rest.get(0).text())) {
                joined.addAll(numberComparison(rest));
                i += 3;
            } else if (rest.size() >= 3 && rest.get(0).is(Kind.IDENTIFIER)) {
                // MLflow steps over four tokens here, so that it finds no comparison that starts among them.
                int skipped = Math.min(4, rest.size());
                joined.addAll(rest.subList(0, skipped));
                i += skipped;
            } else {
                joined.add(rest.get(0));
                i++;
            }
        }
        return joined;
    }

    /** Return the comparison that starts with a keyword; if it is none, MLflow complains of the keyword twice. */
    private static List<SearchToken> numberComparison(List<SearchToken> tokens) {
        SearchToken keyword = tokens.get(0);
        SearchToken comparator = tokens.get(1);
        SearchToken right = tokens.get(2);
        if (!NumberMatch.COMPARATORS.contains(comparator.text()) || !right.is(Kind.INTEGER)) {
            return List.of(keyword, comparator, right, keyword);
        }
        SearchToken left = SearchToken.of(Kind.IDENTIFIER, keyword.text());
        return List.of(new SearchToken(Kind.COMPARISON, "", List.of(left, comparator, right)));
    }

    private static int wordComparisonLength(List<SearchToken> tokens) {
        if (tokens.size() < 3 || !tokens.get(0).is(Kind.IDENTIFIER)) {
            return 0;
        }
        SearchToken second = tokens.get(1);
        SearchToken third = tokens.get(2);
        boolean isIn = second.isWord(Kind.KEYWORD, "IN") && third.is(Kind.PARENTHESIS);
        boolean isNull = second.isWord(Kind.KEYWORD, "IS")
                && (third.isWord(Kind.KEYWORD, "NULL") || third.isWord(Kind.KEYWORD, "NOT NULL"));
        if (isIn || isNull) {
            return 3;
        }
        boolean isNotIn = tokens.size() > 3
                && second.isWord(Kind.KEYWORD, "NOT")
                && third.isWord(Kind.KEYWORD, "IN")
                && tokens.get(3).is(Kind.PARENTHESIS);
        return isNotIn ? 4 : 0;
    }

    private static SearchToken wordComparison(List<SearchToken> tokens) {
        SearchToken last = tokens.get(tokens.size() - 1);
        List<SearchToken> parts = new ArrayList<>();
        parts.add(tokens.get(0));
        if (last.is(Kind.PARENTHESIS)) {
            String comparator = tokens.size() == 4 ? "NOT IN" : tokens.get(1).text();
            parts.add(SearchToken.of(Kind.COMPARATOR, comparator));
            parts.add(last);
        } else {
            boolean isNull = last.isWord(Kind.KEYWORD, "NULL");
            parts.add(SearchToken.of(Kind.COMPARATOR, isNull ? "IS NULL" : "IS NOT NULL"));
        }
        return new SearchToken(Kind.COMPARISON, "", List.copyOf(parts));
    }
}
