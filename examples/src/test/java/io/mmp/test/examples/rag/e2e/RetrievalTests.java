package io.mmp.test.examples.rag.e2e;

import static io.mmp.test.retrieval.RetrievalAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.rag.Corpus;
import io.mmp.test.examples.rag.EnabledIfVectorStore;
import io.mmp.test.examples.rag.RagFixture;
import io.mmp.test.retrieval.GeneratedAnswer;
import io.mmp.test.retrieval.GeneratedAnswers;
import io.mmp.test.retrieval.RetrievalResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Judges what is found in a few files of code, and what is answered from them, by what people expect. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem("39.1")
class RetrievalTests {

    @RegisterExtension
    static final RagFixture RAG = RagFixture.filled();

    @Test
    void a_korean_prompt_is_answered_from_the_code() throws Exception {
        GeneratedAnswer answer = RAG.client().generate("pandas로 CSV 파일을 읽어서 DataFrame을 만드는 방법을 알려줘");

        assertThat(answer)
                .citesOnlyPassages()
                .quotesOnlyPassages()
                .isGroundedAtLeast(3, 0.5)
                .doesNotAbstain(Corpus.REFUSALS);
        assertThat(answer.text())
                .startsWith("관련 코드: ")
                .containsIgnoringCase("pandas")
                .containsIgnoringCase("csv");
    }

    @Test
    void the_search_finds_what_people_expect() {
        RetrievalResult result = RetrievalResult.of(Corpus.JUDGEMENTS, RAG.client()::searchFiles);

        assertThat(result)
                .hasNoDuplicates()
                .hasRecallAtLeast(3, 0.95)
                .hasMeanReciprocalRankAtLeast(0.9)
                .hasNdcgAtLeast(5, 0.9)
                .usingQueriesAsSample(0.95)
                .hasHitRateAtLeast(3, 0.8);
    }

    @Test
    void questions_that_the_code_does_not_answer_are_refused() {
        assertThat(GeneratedAnswers.of(Corpus.JUDGEMENTS, RAG.client()::generate))
                .abstainOnlyWithoutAnswer(Corpus.REFUSALS);
    }

    /** The embedding model knows English: a prompt without an English word finds nothing, and is refused rather than answered from that. */
    @Test
    void a_prompt_that_the_embedding_does_not_understand_is_refused() throws Exception {
        assertThat(RAG.client().generate("이미지를 흑백으로 바꾸는 방법은?")).abstains(Corpus.REFUSALS);
    }

    @Test
    void a_search_that_does_not_look_at_its_query_is_found() {
        RetrievalResult always =
                RetrievalResult.of(Corpus.JUDGEMENTS, query -> RAG.client().searchFiles("pandas DataFrame"));

        assertThatThrownBy(() -> assertThat(always).hasRecallAtLeast(1, 0.9))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting the mean recall@1 of 18 queries to be at least 0.9, but it is 0.167.")
                .hasMessageContaining("0 for 'store passwords safely': found [csv_reader.py], missed [passwords.py]");
    }
}
