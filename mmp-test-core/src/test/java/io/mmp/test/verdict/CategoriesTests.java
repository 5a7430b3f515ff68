package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.Map;
import org.junit.jupiter.api.Test;

@FixedSamples
class CategoriesTests {

    private static final Map<String, Double> SHARES = Map.of("normal", 0.8, "fraud", 0.2);

    private static Categories transactions(long normal, long fraud) {
        return Categories.of("transactions", Map.of("normal", normal, "fraud", fraud));
    }

    @Test
    void shares_are_compared_with_expected_ones() {
        assertThat(transactions(8_000, 2_000).against(SHARES).isAtMost(0.05).conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(transactions(7_000, 3_000).against(SHARES).isAtMost(0.05).conclusion())
                .isEqualTo(Conclusion.FAIL);
        Verdict open = transactions(80, 20).against(SHARES).isAtMost(0.05);
        assertThat(open.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(open.sentence())
                .isEqualTo(
                        "The shares of 100 transactions in 2 categories are 0 % away from the expected shares, but 13.6 % is still possible with 95 % confidence; about 738 values in both together would show at most 5 %.");
        assertThat(transactions(800, 200).chiSquarePValue(SHARES)).isCloseTo(1, within(1e-9));
        assertThat(transactions(700, 300).gPValue(SHARES)).isLessThan(1e-9);
    }

    @Test
    void a_category_that_is_expected_never_is_seen() {
        Categories odd = Categories.of("transactions", Map.of("normal", 99L, "strange", 1L));

        assertThat(odd.against(Map.of("normal", 1.0)).estimate()).isCloseTo(0.01, within(1e-9));
        assertThat(odd.chiSquarePValue(Map.of("normal", 1.0))).isZero();
        assertThat(odd.gPValue(Map.of("normal", 1.0))).isZero();
    }

    @Test
    void two_counts_are_compared() {
        assertThat(transactions(8_000, 2_000)
                        .against(transactions(16_100, 3_900))
                        .isAtMost(0.05)
                        .conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(transactions(80, 20)
                        .against(Categories.of("transactions", Map.of("other", 100L)))
                        .estimate())
                .isOne();
        assertThat(transactions(80, 0).chiSquarePValue(transactions(90, 0))).isOne();
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transactions(-1, 3))
                .withMessage("Category 'normal' of the transactions cannot occur -1 times.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transactions(0, 0))
                .withMessage("There are no transactions to compare: all counts are 0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transactions(1, 1).against(Map.of("normal", 0.7)))
                .withMessage("Expected shares must be from 0 to 1 and add up to 1, but are {normal=0.7}.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transactions(1, 1).chiSquarePValue(Map.of("normal", Double.NaN)))
                .withMessage("Expected shares must be from 0 to 1 and add up to 1, but are {normal=NaN}.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeveralTests.holm(0.1, Double.NaN))
                .withMessage("A p-value is from 0 to 1, but number 1 of [0.1, NaN] is NaN.");
        assertThat(SeveralTests.holm()).isEmpty();
        assertThat(SeveralTests.benjaminiHochberg()).isEmpty();
    }
}
