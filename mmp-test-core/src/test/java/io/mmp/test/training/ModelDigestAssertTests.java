package io.mmp.test.training;

import static io.mmp.test.training.ModelFiles.digest;
import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class ModelDigestAssertTests {

    private final ModelDigest model = digest("lightgbm.txt");
    private final ModelDigest onTwoThreads = digest("lightgbm-2-threads.txt");
    private final ModelDigest otherSeed = digest("lightgbm-seed-43.txt");

    @Test
    void the_same_model_passes_and_its_threads_can_be_left_out() {
        assertThat(model)
                .isSameModelAs(digest("lightgbm.txt"))
                .hasSha256(model.sha256())
                .isUnderstood()
                .usingAllSectionsExcept("parameters")
                .isSameModelAs(onTwoThreads)
                .hasSha256(onTwoThreads.without("parameters").sha256());
        assertThat(model).isAnotherModelThan(otherSeed);
    }

    @Test
    void another_model_fails_with_the_places() {
        assertThatThrownBy(() -> assertThat(model).as("nightly").isSameModelAs(onTwoThreads))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [nightly]\s
                        Expecting LightGBM text 'lightgbm.txt' to be the same model as LightGBM text 'lightgbm-2-threads.txt', but 1 entry differs:
                          parameters, num_threads: '1' here, '2' there""");
        assertThatThrownBy(() ->
                        assertThat(model).usingAllSectionsExcept("parameters").isSameModelAs(otherSeed))
                .hasMessageContaining("entries differ:\n  trees, tree 0 split_feature: ")
                .hasMessageMatching("(?s).*\\n  and \\d+ more");
    }

    @Test
    void the_same_model_is_no_other_one() {
        assertThatThrownBy(() ->
                        assertThat(model).usingAllSectionsExcept("parameters").isAnotherModelThan(onTwoThreads))
                .hasMessage("""

                        Expecting LightGBM text 'lightgbm.txt' to be another model than LightGBM text 'lightgbm-2-threads.txt', but both have the digest %s""", model.without("parameters").sha256());
    }

    @Test
    void a_wrong_digest_fails() {
        assertThatThrownBy(() -> assertThat(model).hasSha256("b5bb9d80"))
                .hasMessage(
                        "%nExpecting LightGBM text 'lightgbm.txt' to have the digest 'b5bb9d80', but it is '%s'",
                        model.sha256());
    }

    @Test
    void opaque_files_that_differ_may_be_equal_and_are_not_understood() {
        ModelDigest one = ModelDigest.of("a.pkl", new byte[] {(byte) 0x80, 4, 'N', '.'});
        ModelDigest two = ModelDigest.of("b.pkl", new byte[] {(byte) 0x80, 5, 'N', '.'});

        assertThatThrownBy(() -> assertThat(one).isSameModelAs(two)).hasMessage("""

                        Expecting pickle 'a.pkl' to be the same model as pickle 'b.pkl', but 1 entry differs:
                          bytes, content: '4 bytes, sha256 9c298d589a21' here, '4 bytes, sha256 6c09635decb8' there
                        Of such files only the bytes are compared; equal models may differ in them.""");
        assertThatThrownBy(() -> assertThat(one).isUnderstood()).hasMessage("""

                        Expecting all of pickle 'a.pkl' to be understood, but:
                          only its bytes are compared, so that equal models may differ in them""");
    }

    @Test
    void a_section_that_neither_has_is_misspelt() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(digest("rows.csv"))
                        .usingAllSectionsExcept("params")
                        .isSameModelAs(digest("rows.csv")))
                .withMessage(
                        "Neither CSV file 'rows.csv' nor CSV file 'rows.csv' has a section 'params' to leave out; they have header, columns and header, columns.");
    }

    @Test
    void they_are_assertions_as_those_of_assertj() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(ModelDigestAssert.class, ModelDigest.class, model)
                .hasSha256("a")
                .hasSha256("b");

        Assertions.assertThat(softly.assertionErrorsCollected()).hasSize(2);
        Assertions.assertThat(model).isSameModelAs(model);
        Assertions.assertThat((Object) model)
                .asInstanceOf(ModelDigestAssert.MODEL_DIGEST)
                .isSameModelAs(model);
        assertThatThrownBy(() -> assertThat((ModelDigest) null).hasSha256("a"))
                .hasMessageContaining("Expecting actual not to be null");
    }
}
