package io.mmp.test.retrieval;

import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the answers to all judged queries: whether a model answers where it can, and abstains where it cannot.
 *
 * @since 0.1.0
 */
public class AnswersAssert extends AbstractAssert<AnswersAssert, GeneratedAnswers> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<GeneratedAnswers, AnswersAssert> GENERATED_ANSWERS =
            new InstanceOfAssertFactory<>(GeneratedAnswers.class, AnswersAssert::new);

    /** Assert on these answers. */
    public AnswersAssert(@Nullable GeneratedAnswers actual) {
        super(actual, AnswersAssert.class);
    }

    /**
     * Verify that each query that no document answers is refused, and no other.
     *
     * <pre>{@code
     * Judgements judgements = Judgements.of("pandas?", "csv_reader.py").withoutAnswer("The capital of France?");
     * assertThat(answersOf("pandas is a library", "I do not know.")).abstainOnlyWithoutAnswer(refusals); // passes
     * assertThat(answersOf("pandas is a library", "It is Paris.")).abstainOnlyWithoutAnswer(refusals); // fails
     * assertThat(answersOf("I do not know.", "I do not know.")).abstainOnlyWithoutAnswer(refusals); // fails
     * }</pre>
     */
    public AnswersAssert abstainOnlyWithoutAnswer(Refusals refusals) {
        isNotNull();
        Set<String> answerable = Set.copyOf(actual.judgements().answerable());
        if (answerable.size() == actual.answers().size()) {
            failWithMessage(
                    "%nExpecting refusals where no document has the answer, but each of %s has one: nothing was judged. Add some with withoutAnswer(...).",
                    Text.count(answerable.size(), "judged queries"));
        }
        List<String> offenders = new ArrayList<>();
        actual.answers().forEach((query, answer) -> {
            if (refusals.match(answer) && answerable.contains(query)) {
                offenders.add("refused although %s answer it: %s"
                        .formatted(actual.judgements().relevant(query), answer));
            } else if (!refusals.match(answer) && !answerable.contains(query)) {
                offenders.add(
                        "answered although no document does: %s, citing %s".formatted(answer, answer.citations()));
            }
        });
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting refusals where no document has the answer and only there, but %s of %s are wrong:%n%s",
                    offenders.size(), Text.count(actual.answers().size(), "answers"), Offenders.lines(offenders));
        }
        return myself;
    }
}
