package io.mmp.test.retrieval;

import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that an answer says what its passages say, as far as that can be told without a model that judges.
 *
 * @since 0.1.0
 */
public class AnswerAssert extends AbstractAssert<AnswerAssert, GeneratedAnswer> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<GeneratedAnswer, AnswerAssert> GENERATED_ANSWER =
            new InstanceOfAssertFactory<>(GeneratedAnswer.class, AnswerAssert::new);

    /** Assert on this answer. */
    public AnswerAssert(@Nullable GeneratedAnswer actual) {
        super(actual, AnswerAssert.class);
    }

    /**
     * Verify that the answer cites, and nothing but passages that it was given.
     *
     * <pre>{@code
     * GeneratedAnswer answer = GeneratedAnswer.of("How?", "By \"read_csv\".").withPassages(Map.of("a", "pd.read_csv(path)"));
     * assertThat(answer.withCitations("a")).citesOnlyPassages(); // passes
     * assertThat(answer.withCitations("a", "z")).citesOnlyPassages(); // fails: z was not retrieved
     * assertThat(answer).citesOnlyPassages(); // fails: it cites nothing
     * }</pre>
     */
    public AnswerAssert citesOnlyPassages() {
        isNotNull();
        if (actual.citations().isEmpty()) {
            failWithMessage("%nExpecting the answer %s%nto cite its passages, but it cites nothing.", actual);
        }
        List<String> made = new ArrayList<>(actual.citations());
        made.removeAll(actual.passages().keySet());
        if (!made.isEmpty()) {
            failWithMessage(
                    "%nExpecting the answer %s%nto cite only the passages %s, but it cites %s.",
                    actual, actual.passages().keySet(), made);
        }
        return myself;
    }

    /**
     * Verify that the answer cites at least these passages.
     *
     * <pre>{@code
     * assertThat(answer.withCitations("a", "b")).cites("a"); // passes
     * assertThat(answer.withCitations("b")).cites("a"); // fails
     * }</pre>
     */
    public AnswerAssert cites(String... ids) {
        isNotNull();
        List<String> missing = new ArrayList<>(List.of(ids));
        missing.removeAll(actual.citations());
        if (!missing.isEmpty()) {
            failWithMessage(
                    "%nExpecting the answer %s%nto cite %s, but it cites %s.", actual, missing, actual.citations());
        }
        return myself;
    }

    /**
     * Verify that the answer quotes, and that each quotation is in a passage that it cites; in any passage, if it cites none.
     *
     * <pre>{@code
     * assertThat(answer).quotesOnlyPassages(); // passes: read_csv is in a
     * assertThat(answer.withPassages(Map.of("a", "pd.read_sql(query)"))).quotesOnlyPassages(); // fails
     * }</pre>
     */
    public AnswerAssert quotesOnlyPassages() {
        isNotNull();
        List<String> quotations = actual.quotations();
        if (quotations.isEmpty()) {
            failWithMessage("%nExpecting the answer %s%nto quote its passages, but it quotes nothing.", actual);
        }
        Collection<String> sources = sources();
        List<String> made = quotations.stream()
                .filter(quotation -> sources.stream().noneMatch(source -> ComparableText.contains(source, quotation)))
                .toList();
        if (!made.isEmpty()) {
            failWithMessage(
                    "%nExpecting the answer %s%nto quote only its %spassages %s, but %s of %s cannot be found there: %s",
                    actual,
                    actual.citations().isEmpty() ? "" : "cited ",
                    actual.citations().isEmpty() ? actual.passages().keySet() : actual.citations(),
                    made.size(),
                    Text.count(quotations.size(), "quotations"),
                    made);
        }
        return myself;
    }

    private Collection<String> sources() {
        return actual.citations().isEmpty()
                ? actual.passages().values()
                : actual.citations().stream()
                        .map(actual.passages()::get)
                        .filter(Objects::nonNull)
                        .toList();
    }

    /**
     * Verify that at least this share of the answer's runs of n words is in a passage. With n = 1 any word order passes; 3 is usual.
     *
     * <pre>{@code
     * GeneratedAnswer answer = GeneratedAnswer.of("How?", "Read it with pandas.").withPassages(Map.of("a", "Read it with pandas now"));
     * assertThat(answer).isGroundedAtLeast(3, 0.9); // passes: 1
     * assertThat(answer.withPassages(Map.of())).isGroundedAtLeast(3, 0.9); // fails: 0
     * }</pre>
     *
     * @throws IllegalArgumentException if n is below 1 or the share not from 0 to 1
     */
    public AnswerAssert isGroundedAtLeast(int n, double share) {
        isNotNull();
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share must be from 0 to 1, but is %s.".formatted(share));
        }
        double found = actual.groundedness(n);
        if (Double.isNaN(found)) {
            failWithMessage(
                    "%nExpecting the answer %s%nto have runs of %s words that are in its passages, but it has fewer words: nothing was judged.",
                    actual, n);
        }
        if (found < share) {
            failWithMessage(
                    "%nExpecting at least %s of the runs of %s of the answer %s%nto be in the passages %s, but %s is. Not there: %s",
                    Text.percent(share),
                    Text.count(n, "words"),
                    actual,
                    actual.passages().keySet(),
                    Text.percent(found),
                    Offenders.list(actual.ungrounded(n)));
        }
        return myself;
    }

    /**
     * Verify that the answer is a refusal and cites nothing.
     *
     * <pre>{@code
     * Refusals refusals = Refusals.of("I do not know.");
     * assertThat(GeneratedAnswer.of("The capital of France?", "I do not know.")).abstains(refusals); // passes
     * assertThat(GeneratedAnswer.of("The capital of France?", "I do not know, but Paris.")).abstains(refusals); // fails
     * }</pre>
     */
    public AnswerAssert abstains(Refusals refusals) {
        isNotNull();
        if (!refusals.match(actual)) {
            failWithMessage(
                    "%nExpecting a refusal %s without citations, but the answer is %s and cites %s.",
                    refusals, actual, actual.citations());
        }
        return myself;
    }

    /**
     * Verify that the answer is no refusal.
     *
     * <pre>{@code
     * assertThat(GeneratedAnswer.of("The capital of France?", "Paris.")).doesNotAbstain(refusals); // passes
     * assertThat(GeneratedAnswer.of("The capital of France?", "I do not know.")).doesNotAbstain(refusals); // fails
     * }</pre>
     */
    public AnswerAssert doesNotAbstain(Refusals refusals) {
        isNotNull();
        if (refusals.match(actual)) {
            failWithMessage("%nExpecting an answer, but it is the refusal %s.", actual);
        }
        return myself;
    }
}
