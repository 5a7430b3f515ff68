package io.mmp.test.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTests {

    @ParameterizedTest
    @CsvSource({
        "0, test, 0 tests",
        "1, test, 1 test",
        "2, test, 2 tests",
        "1, alias, 1 alias",
        "2, alias, 2 aliases",
        "2, batch, 2 batches",
        "1, entity, 1 entity",
        "2, entity, 2 entities",
        "2, key, 2 keys",
        "3000000000, entity row, 3000000000 entity rows"
    })
    void one_thing_is_singular_and_all_other_numbers_plural(long number, String thing, String words) {
        assertThat(Words.count(number, thing)).isEqualTo(words);
    }
}
