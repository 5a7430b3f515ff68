package io.mmp.test.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretKeysTests {

    @ParameterizedTest
    @CsvSource({
        "password, 1234, true",
        "DB_PASSWORD, x, true",
        "hf_token, hf_abc, true",
        "API_TOKENS, 'a,b', true",
        "api-key, 12, true",
        "AWS_SECRET_ACCESS_KEY, x, true",
        "token_password, 12, true",
        "max_tokens, 512, false",
        "tokens_per_second, 12.5, false",
        "TOKENIZER, bert, false",
        "learning_rate, 0.1, false"
    })
    void a_secret_is_known_by_its_name_and_a_count_of_tokens_by_its_value(String name, String value, boolean isSecret) {
        assertThat(SecretKeys.isSecret(name, value)).isEqualTo(isSecret);
    }
}
