package io.mmp.test.retrieval;

import org.jspecify.annotations.Nullable;

/**
 * Offers the assertions on search and on generated answers, for a static import.
 *
 * <p>All overloads are called {@code assertThat}, so that they mix with AssertJ's own.
 *
 * @since 0.1.0
 */
public final class RetrievalAssertions {

    private RetrievalAssertions() {}

    /** Assert on what a search found. */
    public static RetrievalAssert assertThat(@Nullable RetrievalResult result) {
        return new RetrievalAssert(result);
    }

    /** Assert on one generated answer. */
    public static AnswerAssert assertThat(@Nullable GeneratedAnswer answer) {
        return new AnswerAssert(answer);
    }

    /** Assert on the generated answers to all judged queries. */
    public static AnswersAssert assertThat(@Nullable GeneratedAnswers answers) {
        return new AnswersAssert(answers);
    }
}
