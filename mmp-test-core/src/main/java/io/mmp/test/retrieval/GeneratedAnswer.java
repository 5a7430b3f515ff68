package io.mmp.test.retrieval;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.AssertProvider;

/**
 * What a model answered to a question, the passages that it was given, and those that it cites.
 *
 * <pre>{@code
 * GeneratedAnswer.of("How do I read a file?", "Use \"read_csv\".")
 *         .withPassages(Map.of("csv_reader.py#1", "df = pandas.read_csv(path)"))
 *         .withCitations("csv_reader.py#1");
 * }</pre>
 *
 * <p>Texts are compared in Unicode's normal form C, without regard to case, to white space and to invisible characters. A value: the {@code
 * with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class GeneratedAnswer implements AssertProvider<AnswerAssert> {

    private static final Pattern QUOTATION = Pattern.compile(
            "```\\w*\\R([^`]+)```|\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|「([^」]+)」|『([^』]+)』|`+([^`]+)`+");

    private final String question;
    private final String text;
    private final Map<String, String> passages;
    private final Set<String> citations;

    private GeneratedAnswer(String question, String text, Map<String, String> passages, Set<String> citations) {
        this.question = question;
        this.text = text;
        this.passages = passages;
        this.citations = citations;
    }

    /** Take this answer to this question, made of no passage and without citations. */
    public static GeneratedAnswer of(String question, String text) {
        return new GeneratedAnswer(question, text, Map.of(), Set.of());
    }

    /** Return a copy that was made of these passages, by id. */
    public GeneratedAnswer withPassages(Map<String, String> textsById) {
        return new GeneratedAnswer(
                question, text, Collections.unmodifiableMap(new LinkedHashMap<>(textsById)), citations);
    }

    /** Return a copy that cites the passages of these ids. */
    public GeneratedAnswer withCitations(String... ids) {
        return withCitations(List.of(ids));
    }

    /** Return a copy that cites the passages of these ids. */
    public GeneratedAnswer withCitations(List<String> ids) {
        return new GeneratedAnswer(question, text, passages, Collections.unmodifiableSet(new LinkedHashSet<>(ids)));
    }

    /** Return what was asked. */
    public String question() {
        return question;
    }

    /** Return what was answered. */
    public String text() {
        return text;
    }

    /** Return what it was made of, by id. */
    public Map<String, String> passages() {
        return passages;
    }

    /** Return the ids of what it cites, each once. */
    public Set<String> citations() {
        return citations;
    }

    /** Return what stands in quotation marks or, as code does, in backticks. */
    public List<String> quotations() {
        return QUOTATION
                .matcher(text)
                .results()
                .map(GeneratedAnswer::quoted)
                .filter(quotation -> !ComparableText.of(quotation).isEmpty())
                .toList();
    }

    private static String quoted(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Return the share of the answer's runs of n words that is in a passage; NaN if it has fewer than n words. Of scripts that leave out the
     * spaces, and of Korean, each character counts as a word.
     *
     * @throws IllegalArgumentException if n is below 1
     */
    public double groundedness(int n) {
        int runs = ComparableText.runs(text, n).size();
        return runs == 0 ? Double.NaN : (runs - ungrounded(n).size()) / (double) runs;
    }

    /** Return the runs of n words that are in no passage. */
    List<String> ungrounded(int n) {
        Set<String> known = new HashSet<>();
        passages.values().forEach(passage -> known.addAll(ComparableText.runs(passage, n)));
        return ComparableText.runs(text, n).stream()
                .filter(run -> !known.contains(run))
                .toList();
    }

    /** Return the assertions on it. */
    @Override
    public AnswerAssert assertThat() {
        return new AnswerAssert(this);
    }

    /** Return the question and the answer. */
    @Override
    public String toString() {
        return "'%s' to '%s'".formatted(text, question);
    }
}
