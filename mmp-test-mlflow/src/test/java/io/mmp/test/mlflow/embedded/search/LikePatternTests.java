package io.mmp.test.mlflow.embedded.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mmp.test.mlflow.embedded.search.LikePattern.Case;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTests {

    @ParameterizedTest
    @CsvSource({
        "abc, abc, true",
        "abc, abd, false",
        "%, '', true",
        "'', '', true",
        "'', a, false",
        "_, '', false",
        "_, 😀, true",
        "a%, a, true",
        "a%c, abbbc, true",
        "a%c, abbb, false",
        "%b%, abc, true",
        "a_c, abc, true",
        "a_c, ac, false",
        "A, a, false",
        "%%a__%, xxabc, true"
    })
    void wildcards_stand_for_text(String pattern, String text, boolean matches) {
        assertThat(new LikePattern(pattern, Case.SENSITIVE).test(text)).isEqualTo(matches);
    }

    @Test
    void only_ascii_letters_have_a_case() {
        assertThat(new LikePattern("aB%", Case.INSENSITIVE).test("Abc")).isTrue();
        assertThat(new LikePattern("É", Case.INSENSITIVE).test("é")).isFalse();
    }

    @Test
    void agrees_with_regular_expressions() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab%_", random.nextInt(i % 50 == 0 ? 200 : 8));
            String text = text(random, "ab", random.nextInt(i % 50 == 0 ? 200 : 8));
            Pattern regex = Pattern.compile(pattern.replaceAll("%+", ".*").replace('_', '.'));
            if (pattern.chars().filter(c -> c == '%').count() < 5) {
                assertThat(new LikePattern(pattern, Case.SENSITIVE).test(text))
                        .as("%s LIKE %s", text, pattern)
                        .isEqualTo(regex.matcher(text).matches());
            }
        }
    }

    @Test
    void many_wildcards_take_no_longer_than_few() {
        LikePattern few = new LikePattern("%a".repeat(16) + "b", Case.SENSITIVE);
        LikePattern many = new LikePattern("%_a".repeat(4_000) + "b", Case.SENSITIVE);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(few.test("a".repeat(32))).isFalse();
            assertThat(few.test("a".repeat(32) + "b")).isTrue();
            assertThat(many.test("a".repeat(8_000))).isFalse();
            assertThat(many.test("a".repeat(8_000) + "b")).isTrue();
        });
    }

    private static String text(SplittableRandom random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
        return text.toString();
    }
}
