package io.mmp.test.security;

import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells values that may be secrets from placeholders, references to secrets, and examples. */
final class SecretValues {

    /** What stands where a secret would; with nothing else around it. */
    private static final Pattern NONE = Pattern.compile(
            "(?i)[*x.#\u2022-]+|<.*>|\\[.*]|\\$?\\{.*}?|%.*%|(?:null|none|nil|undefined|true|false|required|missing|invalid|empty|blank|string|str|text|hidden|masked|redacted|removed|filtered|expired|unknown|unset|not_set|notset|set|given|wrong|too_short|password|secret|\\(redacted\\))[.!]?");

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i).*(?:change[_-]?(?:me|it|this)|replace[_-]?(?:me|this|with)|your[_-]|[_-]your|<your|placeholder|example|x{4,}|\\*{3,}|\\.{3}|todo|fixme|dummy|redacted|insert[_-]|to[_-]be[_-]|not[_-]?(?:a[_-])?real|\u2026).*|(?:your|my)(?:api|secret|token|password|key).*|fake.*|tiger.*|.*\\$\\d.*|_{2}[a-z_]+_{2}|@[\\w.-]+@|\\d{0,3}|(.)\\1*");

    /** What says where the secret is, and is none. */
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$[A-Za-z_({].*|.*[$#]\\{.*|.*\\{\\{.*|%\\(.*|.*%[A-Z_]+%.*|%[sdv]|\\{.*|<.*|\\[.*|\\(.*|[*&!|>@`].*|ENC\\(.*|(?i:vault|ssm|secretsmanager|op|arn|sops|awssm|gcpsm|file|env|ref|classpath|keyring|secret):.*|(?i:(?:process\\.)?env|os|self|this|config|settings|var|local|data|module|secrets|cfg|args|options|values|params|request|req|ctx|props|credentials)\\..*|[A-Za-z_][\\w.]*\\(.*|[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*){2,}|[~.]{0,2}/[\\w./ -]*|[A-Za-z]:\\\\.*|(?:[a-z+]{2,10}|[A-Z]+)://[^@]*|[A-Za-z_]\\w*\\[.*");

    private static final Pattern TYPE = Pattern.compile(
            "(?i)(?:str|string|int|integer|bool|boolean|bytes|text|char|varchar|optional|secretstr|any|object|array|number|float|password|passwd|passphrase|secret|token|api_?key|pass|yes|no|on|off|enabled|disabled|optional|default|basic|bearer|oauth2?|env|vault|plain|md5|scram-sha-256|header|query|body|cookie|const|auto|generate|generated|random|prompt|ask)[?;!]?");

    private static final Pattern SAMPLE = Pattern.compile(
            "(?:password|passwd|passphrase|passwort|pass|pwd|pw|secret|geheim|test|tests|testing|tester|sample|demo|dev|mock|stub|foo|bar|baz|qux|your|my|token|key|api|access|auth|client|private|admin|root|user|username|login|hello|world|abcdef|abcd|abc|xyz|qwertz|qwerty|asdf|letmein|hunter|default|temp|tmp|here|value|string|the|some|this|is|a|an|for|wrong|correct|old|new|bad|good|super|top|strong|weak|valid|long|short|very|unit|integration|spec|fixture|only|and|or|of|in|to|id|name)*");

    private SecretValues() {}

    /** What a program says has the placeholders that it was given, and those that it wrote itself. */
    static boolean isSaid(String value) {
        return !NONE.matcher(value).matches();
    }

    /** Anything but a placeholder: what is set in a configuration is what is deployed. */
    static boolean isSet(String value) {
        return isSaid(value)
                && !PLACEHOLDER.matcher(value).matches()
                && !REFERENCE.matcher(value).matches()
                && !TYPE.matcher(value).matches();
    }

    /** A value that nobody would write as a sample or a word. */
    static boolean isReal(String value) {
        boolean hasDigit = value.chars().anyMatch(each -> each >= '0' && each <= '9');
        boolean hasLetter = value.chars().anyMatch(SecretValues::isLetter);
        return value.length() >= 8 && hasDigit && hasLetter && isSet(value) && !isSample(value) && distinct(value) >= 6;
    }

    /** What a provider has made: neither an example of its documentation nor letters in a row. */
    static boolean isIssued(String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        return !upper.contains("EXAMPLE")
                && !upper.contains("XXXX")
                && !upper.contains("....")
                && distinct(value) >= 8
                && !isSequence(value);
    }

    /** As issued, of those whose beginning is that of words too. */
    static boolean isIssuedAtRandom(String value) {
        long digits = value.chars().filter(each -> each >= '0' && each <= '9').count();
        return digits >= 3 && value.chars().anyMatch(SecretValues::isLetter) && isIssued(value);
    }

    private static boolean isSample(String value) {
        StringBuilder letters = new StringBuilder();
        value.toLowerCase(Locale.ROOT)
                .chars()
                .filter(SecretValues::isLetter)
                .forEach(each -> letters.append((char) each));
        return (letters.length() <= 80 && SAMPLE.matcher(letters).matches()) || isSequence(value);
    }

    private static boolean isLetter(int each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
    }

    private static long distinct(String value) {
        BitSet seen = new BitSet();
        value.chars().forEach(seen::set);
        return seen.cardinality();
    }

    private static boolean isSequence(String value) {
        int steps = 0;
        for (int i = 1; i < value.length(); i++) {
            int step = value.charAt(i) - value.charAt(i - 1);
            steps += (step >= 0 && step <= 1) || step == '0' - '9' ? 1 : 0;
        }
        return steps * 10 >= (value.length() - 1) * 6;
    }
}
