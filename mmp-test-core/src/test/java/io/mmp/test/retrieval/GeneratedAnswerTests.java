package io.mmp.test.retrieval;

import static io.mmp.test.retrieval.RetrievalAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedAnswerTests {

    private static final GeneratedAnswer ANSWER = GeneratedAnswer.of(
                    "How do I read it?", "Call \"pd.read_csv\" with the path.")
            .withPassages(
                    Map.of("a", "Call pd.read_csv with the path of the file.", "b", "Excel is read by pd.read_excel."));

    private static final Refusals REFUSALS = Refusals.of("I do not know.", "알 수 없습니다.");

    @Test
    void an_answer_from_its_passages_passes() {
        assertThat(ANSWER.withCitations("a"))
                .citesOnlyPassages()
                .cites("a")
                .quotesOnlyPassages()
                .isGroundedAtLeast(3, 1)
                .doesNotAbstain(REFUSALS);
    }

    @Test
    void a_citation_of_what_was_not_retrieved_is_found() {
        assertThatThrownBy(() -> assertThat(
                                ANSWER.withPassages(Map.of("a", "text")).withCitations("a", "z"))
                        .citesOnlyPassages())
                .hasMessage("""

                        Expecting the answer 'Call "pd.read_csv" with the path.' to 'How do I read it?'
                        to cite only the passages [a], but it cites [z].""");
    }

    @Test
    void an_answer_that_cites_nothing_is_found() {
        assertThatThrownBy(() -> assertThat(ANSWER).citesOnlyPassages()).hasMessage("""

                        Expecting the answer 'Call "pd.read_csv" with the path.' to 'How do I read it?'
                        to cite its passages, but it cites nothing.""");
        assertThatThrownBy(() -> assertThat(ANSWER.withCitations("b")).cites("a", "b"))
                .hasMessageEndingWith("to cite [a], but it cites [b].");
    }

    @Test
    void a_quotation_is_looked_for_in_what_is_cited() {
        assertThatThrownBy(() -> assertThat(ANSWER.withCitations("b")).quotesOnlyPassages())
                .hasMessage("""

                        Expecting the answer 'Call "pd.read_csv" with the path.' to 'How do I read it?'
                        to quote only its cited passages [b], but 1 of 1 quotation cannot be found there: [pd.read_csv]""");
        assertThat(ANSWER).quotesOnlyPassages();
    }

    @Test
    void an_answer_without_quotations_is_not_judged_by_them() {
        assertThatThrownBy(() -> assertThat(GeneratedAnswer.of("How?", "It's \" \" simple."))
                        .quotesOnlyPassages())
                .hasMessage(
                        "%nExpecting the answer 'It's \" \" simple.' to 'How?'%nto quote its passages, but it quotes nothing."
                                .formatted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"read_csv\"",
                "“read_csv”",
                "„read_csv“",
                "«read_csv»",
                "「read_csv」",
                "『read_csv』",
                "`read_csv`",
                "```python\nread_csv\n```"
            })
    void quotation_marks_of_many_languages_and_of_code_are_known(String text) {
        GeneratedAnswer answer = GeneratedAnswer.of("How?", "Use " + text + " now.");

        assertThat(answer.quotations()).singleElement().asString().isEqualToIgnoringWhitespace("read_csv");
        assertThat(answer.withPassages(Map.of("a", "df = pd.READ_CSV(path)"))).quotesOnlyPassages();
        assertThatThrownBy(() -> assertThat(answer.withPassages(Map.of("a", "pd.read_csvs(path)")))
                        .quotesOnlyPassages())
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void text_that_looks_the_same_is_the_same() {
        String korean = "데이터프레임은 표 형식의 자료 구조입니다";
        String ofMacOs = Normalizer.normalize(korean, Normalizer.Form.NFD);
        GeneratedAnswer answer =
                GeneratedAnswer.of("데이터프레임이 뭐야?", "“" + ofMacOs + "”").withPassages(Map.of("a", korean));

        assertThat(ofMacOs).isNotEqualTo(korean);
        assertThat(answer).quotesOnlyPassages().isGroundedAtLeast(3, 1);
        assertThat(GeneratedAnswer.of("?", "\"STRASSE  zum\u00a0Café\u200b\"")
                        .withPassages(Map.of("a", "Die Straße\nzum Cafe\u0301.")))
                .quotesOnlyPassages();
    }

    @Test
    void text_that_looks_different_is_different() {
        GeneratedAnswer answer = GeneratedAnswer.of("?", "\"데이터베이스\"").withPassages(Map.of("a", "데이터프레임"));

        assertThatThrownBy(() -> assertThat(answer).quotesOnlyPassages()).hasMessageEndingWith("[데이터베이스]");
        assertThatThrownBy(() -> assertThat(answer).isGroundedAtLeast(2, 0.9))
                .hasMessageEndingWith("to be in the passages [a], but 40 % is. Not there: [터 베, 베 이, 이 스]");
    }

    @Test
    void korean_is_grounded_whatever_follows_the_noun() {
        GeneratedAnswer answer = GeneratedAnswer.of("?", "데이터프레임을").withPassages(Map.of("a", "데이터프레임은"));

        assertThat(answer.groundedness(3)).isEqualTo(0.8);
    }

    @Test
    void what_is_made_up_is_named() {
        GeneratedAnswer answer = GeneratedAnswer.of("How?", "Call pd.read_csv with a magic wand.")
                .withPassages(Map.of("a", "Call pd.read_csv with the path."));

        assertThatThrownBy(() -> assertThat(answer).isGroundedAtLeast(3, 0.9)).hasMessage("""

                        Expecting at least 90 % of the runs of 3 words of the answer 'Call pd.read_csv with a magic wand.' to 'How?'
                        to be in the passages [a], but 40 % is. Not there: [read_csv with a, with a magic, a magic wand]""");
    }

    @Test
    void an_answer_that_is_too_short_to_be_judged_fails() {
        assertThatThrownBy(
                        () -> assertThat(GeneratedAnswer.of("How?", "By hand.")).isGroundedAtLeast(3, 0))
                .hasMessage("""

                        Expecting the answer 'By hand.' to 'How?'
                        to have runs of 3 words that are in its passages, but it has fewer words: nothing was judged.""");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANSWER.groundedness(0))
                .withMessage("A run must have 1 word or more, but is to have 0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(ANSWER).isGroundedAtLeast(1, 90))
                .withMessage("The share must be from 0 to 1, but is 90.0.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I do not know.", "i do not\nknow", "I DO NOT KNOW!", "알 수 없습니다"})
    void a_refusal_abstains(String text) {
        assertThat(GeneratedAnswer.of("?", text)).abstains(REFUSALS);
        assertThatThrownBy(() -> assertThat(GeneratedAnswer.of("?", text)).doesNotAbstain(REFUSALS))
                .hasMessage("%nExpecting an answer, but it is the refusal '%s' to '?'.".formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"I do not know, but it is Paris.", "Paris.", "", "I know."})
    void anything_else_answers(String text) {
        assertThatThrownBy(() -> assertThat(GeneratedAnswer.of("?", text)).abstains(REFUSALS))
                .hasMessageStartingWith(
                        "%nExpecting a refusal [i do not know, 알 수 없습니다] without citations, but the answer is"
                                .formatted());
    }

    @Test
    void a_refusal_that_cites_answers() {
        assertThatThrownBy(() -> assertThat(
                                GeneratedAnswer.of("?", "I do not know.").withCitations("a"))
                        .abstains(REFUSALS))
                .hasMessageEndingWith("but the answer is 'I do not know.' to '?' and cites [a].");
    }

    @Test
    void refusals_are_expected_where_no_document_has_the_answer_and_only_there() {
        Judgements judgements = Judgements.of("pandas?", "a").withoutAnswer("France?");

        assertThat(answers(judgements, "A library.", "I do not know.")).abstainOnlyWithoutAnswer(REFUSALS);
        assertThatThrownBy(() -> assertThat(answers(judgements, "I do not know.", "Paris."))
                        .abstainOnlyWithoutAnswer(REFUSALS))
                .hasMessage("""

                        Expecting refusals where no document has the answer and only there, but 2 of 2 answers are wrong:
                          refused although [a] answer it: 'I do not know.' to 'pandas?'
                          answered although no document does: 'Paris.' to 'France?', citing []""");
    }

    @Test
    void without_a_question_that_must_be_refused_nothing_is_judged() {
        assertThatThrownBy(() -> assertThat(answers(Judgements.of("pandas?", "a"), "A library.", ""))
                        .abstainOnlyWithoutAnswer(REFUSALS))
                .hasMessageContaining("but each of 1 judged query has one: nothing was judged");
    }

    @Test
    void a_generation_that_fails_names_its_query() {
        assertThatExceptionOfType(RetrievalException.class)
                .isThrownBy(() -> GeneratedAnswers.of(Judgements.of("q", "a"), question -> {
                    throw new IllegalStateException("status 503");
                }))
                .withMessage("The answer to 'q' failed: java.lang.IllegalStateException: status 503");
    }

    @Test
    void refusals_have_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Refusals.of("I do not know.", " … "))
                .withMessage(
                        "A refusal must have words, but they are [I do not know.,  … ]. Name what the model says.");
        assertThatIllegalArgumentException().isThrownBy(Refusals::of);
    }

    @Test
    void soft_assertions_and_narrowing_work() {
        SoftAssertions soft = new SoftAssertions();
        soft.proxy(AnswerAssert.class, GeneratedAnswer.class, ANSWER)
                .citesOnlyPassages()
                .abstains(REFUSALS);
        soft.proxy(AnswersAssert.class, GeneratedAnswers.class, answers(Judgements.of("q", "a"), "A.", ""))
                .abstainOnlyWithoutAnswer(REFUSALS);

        assertThat(soft.errorsCollected()).hasSize(3);
        assertThat((Object) ANSWER).asInstanceOf(AnswerAssert.GENERATED_ANSWER).quotesOnlyPassages();
        assertThat(List.of(answers(Judgements.of("q", "a"), "A.", "")))
                .first(AnswersAssert.GENERATED_ANSWERS)
                .isNotNull();
    }

    private static GeneratedAnswers answers(Judgements judgements, String toAnswerable, String toOthers) {
        return GeneratedAnswers.of(
                judgements,
                question -> GeneratedAnswer.of(
                        question, judgements.relevant(question).isEmpty() ? toOthers : toAnswerable));
    }
}
