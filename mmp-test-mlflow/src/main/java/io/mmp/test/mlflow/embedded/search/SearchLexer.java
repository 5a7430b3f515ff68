package io.mmp.test.mlflow.embedded.search;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a filter into words, with the rules of the SQL lexer (sqlparse) that MLflow uses. */
public final class SearchLexer {

    /** SQL's keywords as far as someone may use them as a name; the lexer that MLflow uses knows some 800 more. */
    private static final Pattern KEYWORD = Pattern.compile(
            "AND|OR|NOT|IS|NULL|BETWEEN|TRUE|FALSE|SELECT|WHERE|ORDER|GROUP|LIMIT|BY|KEY|USER|TYPE|DATE|TIME|TIMESTAMP|TEXT"
                    + "|COUNT|EXISTS|DISTINCT|ALL|ANY|SOURCE|START|OWNER|MODEL|SCHEMA|TABLE|INDEX|LEVEL|LENGTH|VERSION"
                    + "|MODE|NOTHING|STATISTICS",
            Pattern.CASE_INSENSITIVE);

    private static final String LETTER = "[A-Za-zÀ-Üà-öø-ü]";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNIX_LINES;

    private static final Pattern MAKES_A_NAME = PythonText.pattern("\\s*\\.(?!\\d)|\\(", 0);

    /** The first rule that matches wins; what is quoted, and comments of several lines, come before all of them. */
    private static final Map<Pattern, Kind> RULES = rules();

    private static final String QUOTES = "'\"`´";

    private final String text;
    private final int lastCommentEnd;
    private final Map<Character, QuoteEnds> ends = new HashMap<>();

    private SearchLexer(String text) {
        this.text = text;
        this.lastCommentEnd = text.lastIndexOf("*/");
    }

    /** Split a text; nothing of it is lost. */
    public static List<SearchToken> split(String text) {
        return split(text, Integer.MAX_VALUE);
    }

    /** Split a text, of which nothing is lost unless it has more words than a limit: then it ends there. */
    static List<SearchToken> split(String text, int limit) {
        SearchLexer lexer = new SearchLexer(text);
        List<SearchToken> tokens = new ArrayList<>();
        int position = 0;
        while (position < text.length() && tokens.size() < limit) {
            SearchToken token = lexer.next(position);
            tokens.add(token);
            position = token.end();
        }
        return tokens;
    }

    private SearchToken next(int position) {
        char first = text.charAt(position);
        int quotedEnd = QUOTES.indexOf(first) < 0 ? -1 : endsOf(first).of(position);
        if (quotedEnd > 0) {
            Kind kind = first == '\'' ? Kind.STRING : first == '"' ? Kind.SYMBOL : Kind.NAME;
            return SearchToken.of(kind, text, position, quotedEnd);
        }
        if (text.startsWith("/*", position) && lastCommentEnd >= position + 2) {
            return SearchToken.of(Kind.COMMENT, text, position, text.indexOf("*/", position + 2) + 2);
        }
        for (Map.Entry<Pattern, Kind> rule : RULES.entrySet()) {
            Matcher matcher = rule.getKey().matcher(text).region(position, text.length());
            // Look-behind and word boundaries see the text in front.
            if (matcher.useTransparentBounds(true).useAnchoringBounds(false).lookingAt()) {
                boolean isKeyword = rule.getValue() == Kind.NAME
                        && KEYWORD.matcher(matcher.group()).matches();
                Kind kind = isKeyword && isBare(text, matcher) ? Kind.KEYWORD : rule.getValue();
                return SearchToken.of(kind, text, position, matcher.end());
            }
        }
        return SearchToken.of(Kind.ERROR, text, position, position + Character.charCount(text.codePointAt(position)));
    }

    private QuoteEnds endsOf(char quote) {
        return ends.computeIfAbsent(quote, sign -> QuoteEnds.in(text, sign));
    }

    /** A word next to a period or in front of a parenthesis is a name, whatever it says. */
    private static boolean isBare(String text, Matcher word) {
        boolean behindPeriod = word.start() > 0 && text.charAt(word.start() - 1) == '.';
        return !behindPeriod
                && !MAKES_A_NAME.matcher(text).region(word.end(), text.length()).lookingAt();
    }

    private static Map<Pattern, Kind> rules() {
        Map<String, Kind> rules = new LinkedHashMap<>();
        rules.put("(--|# ).*?(\\r\\n|\\r|\\n|$)", Kind.COMMENT);
        rules.put("\\s", Kind.SPACE);
        rules.put("\\*", Kind.OPERATOR);
        rules.put("\\?|%(\\(\\w+\\))?s|(?<!\\w)[$:]\\w+", Kind.PLACEHOLDER);
        rules.put("\\\\\\w+", Kind.ERROR);
        rules.put("(CASE|IN|VALUES|USING|FROM|AS)\\b", Kind.KEYWORD);
        rules.put(LETTER + "\\w*(?=\\s*\\.(?!\\d))|(?<=\\.)" + LETTER + "\\w*|" + LETTER + "\\w*(?=\\()", Kind.NAME);
        rules.put("-?0x[\\dA-F]+", Kind.ERROR);
        rules.put("-?\\d+(\\.\\d+)?E-?\\d+", Kind.FLOAT);
        rules.put("-?(\\d+\\.\\d*|\\.\\d+)(?![_A-Za-zÀ-Üà-ü])", Kind.FLOAT);
        rules.put("-?\\d+(?![_A-Za-zÀ-Üà-ü])", Kind.INTEGER);
        rules.put("NOT\\s+NULL\\b", Kind.KEYWORD);
        rules.put("(ASC|DESC)(\\s+NULLS\\s+(FIRST|LAST))?\\b", Kind.ORDER);
        rules.put("(NOT\\s+)?(LIKE|ILIKE|RLIKE|REGEXP)\\b", Kind.COMPARATOR);
        rules.put("\\w[$#\\w]*", Kind.NAME);
        rules.put("[;:()\\[\\],.]", Kind.PUNCTUATION);
        rules.put("->>?|-", Kind.OPERATOR);
        rules.put("[<>=~!]+", Kind.COMPARATOR);
        rules.put("[+/@#%^&|]+", Kind.OPERATOR);
        Map<Pattern, Kind> compiled = new LinkedHashMap<>();
        rules.forEach((rule, kind) -> compiled.put(PythonText.pattern(rule, FLAGS), kind));
        return compiled;
    }
}
