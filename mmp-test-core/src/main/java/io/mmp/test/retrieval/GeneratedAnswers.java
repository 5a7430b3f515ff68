package io.mmp.test.retrieval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.AssertProvider;

/**
 * The answers to all judged queries, those that no document answers included.
 *
 * @since 0.1.0
 */
public final class GeneratedAnswers implements AssertProvider<AnswersAssert> {

    private final Judgements judgements;
    private final Map<String, GeneratedAnswer> answers;

    private GeneratedAnswers(Judgements judgements, Map<String, GeneratedAnswer> answers) {
        this.judgements = judgements;
        this.answers = Collections.unmodifiableMap(answers);
    }

    /**
     * Ask for each judged query, one after the other.
     *
     * @throws RetrievalException if that throws; the message names the query
     */
    public static GeneratedAnswers of(Judgements judgements, Generation generation) {
        Map<String, GeneratedAnswer> answers = new LinkedHashMap<>();
        for (String query : judgements.queries()) {
            try {
                answers.put(query, generation.answer(query));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RetrievalException("The answer to '%s' was interrupted.".formatted(query), e);
            } catch (Exception e) {
                throw new RetrievalException("The answer to '%s' failed: %s".formatted(query, e), e);
            }
        }
        return new GeneratedAnswers(judgements, answers);
    }

    /** Return which queries have an answer. */
    public Judgements judgements() {
        return judgements;
    }

    /** Return the answers by query. */
    public Map<String, GeneratedAnswer> answers() {
        return answers;
    }

    /** Return the assertions on them. */
    @Override
    public AnswersAssert assertThat() {
        return new AnswersAssert(this);
    }

    /** Return the answers. */
    @Override
    public String toString() {
        return answers.values().toString();
    }
}
