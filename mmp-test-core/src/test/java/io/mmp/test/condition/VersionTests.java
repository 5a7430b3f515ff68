package io.mmp.test.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 | 7.0.15
                    postgres (PostgreSQL) 15.10 (Debian 15.10-0+deb12u1) | 15.10
                    nginx version: nginx/1.22.1 | 1.22.1
                    GNU bash, version 5.2.15(1)-release | 5.2.15
                    less 590 (GNU regular expressions) | 590
                    jq-1.6 | 1.6
                    v3 | 3
                    """)
    void the_version_of_a_program_is_the_first_that_it_prints(String output, String version) {
        assertThat(Version.in(output)).hasToString("Optional[" + version + "]");
    }

    @Test
    void a_text_without_numbers_has_none() {
        assertThat(Version.in("usage: x64 [-h]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7.2, 7.10, -1", "7.0, 7, 0", "7.0.1, 7, 1", "15, 9.6, 1", "99999999999999999999, 2, 1"})
    void versions_are_compared_by_their_numbers(String one, String other, int order) {
        assertThat(Integer.signum(Version.of(one).compareTo(Version.of(other)))).isEqualTo(order);
    }

    @Test
    void a_version_is_of_numbers_with_dots() {
        assertThat(Version.isVersion("7.2")).isTrue();
        assertThat(Version.isVersion("7.x")).isFalse();
        assertThat(Version.isVersion("")).isFalse();
        assertThat(Version.isVersion("٧")).isFalse();
    }
}
