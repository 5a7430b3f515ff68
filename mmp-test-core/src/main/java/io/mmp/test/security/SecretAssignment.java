package io.mmp.test.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is assigned to a name that ends as that of a secret does, in the way in which each kind of text assigns. */
final class SecretAssignment {

    static final String NAME = "the value of a secret";

    /** Where the name ends; those that no provider's pattern knows. */
    static final List<String> WORDS = List.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "secret_key",
            "secret-key",
            "secretkey",
            "api_key",
            "api-key",
            "apikey",
            "access_key",
            "access-key",
            "accesskey",
            "auth_token",
            "auth-token",
            "authtoken",
            "access_token",
            "access-token",
            "accesstoken",
            "refresh_token",
            "refresh-token",
            "refreshtoken",
            "private_key",
            "private-key",
            "privatekey",
            "token",
            "_pass",
            "account_key",
            "accountkey");

    /** Names that are also those of what is no secret: their values have to look like one. */
    private static final Set<String> COMMON = Set.of("secret", "token", "pwd");

    private static final Set<String> UNSAID = Set.of("token", "_pass", "account_key", "accountkey");

    private static final Pattern VALUE = Pattern.compile(
            "(\\\\?[\"'])?]?\\s{0,8}(:=|=>|[:=])[ \\t]{0,8}(?:[brfuBRFU]?\\\\?\"([^\"\\s\\\\]{4,400})\\\\?\"|[brfuBRFU]?\\\\?'([^'\\s\\\\]{4,400})\\\\?'|([^\\s\"'\\\\,;&)}<>]{4,400}))");
    private static final Pattern ELEMENT = Pattern.compile(">\\s{0,8}([^<\\s]{4,400})\\s{0,8}</");
    private static final Pattern PAIR = Pattern.compile(
            "[\"']?[\\s,]{1,80}\"?'?(?i:value)[\"']?[ \\t]{0,4}[:=][ \\t]{0,4}[\"']?([^\\s\"'<>,]{4,400})");
    /** Tokens that let nobody in: where a list goes on, and pieces of a text. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i)(?:page|next|continuation|sync|cursor|csrf|xsrf|cancel|cancellation|sep|eos|bos|pad|unk|cls|mask|special|stop|start|end|first|last|design|previous|prev|resume|watch)[_-]?$");

    private static final Pattern CAPITALIZED = Pattern.compile("\\p{Lu}[\\p{L}\u0080-\u00ff]*|[\u0080-\u00ff].*");

    private SecretAssignment() {}

    /** Return the value that is assigned to the name that ends in a word there, or {@code null}. */
    static int @Nullable [] at(String text, int start, String word, SecretText kind, Matcher matcher) {
        if (kind == SecretText.BINARY || !isWord(text, start, word, kind)) {
            return null;
        }
        int end = start + word.length();
        matcher.region(end, text.length());
        int group = 0;
        if (matcher.usePattern(VALUE).lookingAt()) {
            group = group(matcher, kind);
        } else if (kind == SecretText.CONFIGURATION
                && (matcher.usePattern(ELEMENT).lookingAt()
                        || matcher.usePattern(PAIR).lookingAt())) {
            group = 1;
        }
        return group > 0 && isSecret(matcher.group(group), word, kind)
                ? new int[] {matcher.start(group), matcher.end(group)}
                : null;
    }

    private static boolean isWord(String text, int start, String word, SecretText kind) {
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        boolean begins = !isLetter(before);
        if (kind == SecretText.SAID) {
            return begins && !UNSAID.contains(word);
        }
        if (word.equals("token")
                && HARMLESS.matcher(text.substring(Math.max(0, start - 20), start))
                        .find()) {
            return false;
        }
        boolean isCamel = Character.isUpperCase(text.charAt(start)) && Character.isLowerCase(before);
        return begins || isCamel || !COMMON.contains(word);
    }

    private static int group(Matcher value, SecretText kind) {
        boolean isKeyQuoted = value.group(1) != null;
        int quoted = value.group(3) != null ? 3 : value.group(4) != null ? 4 : 0;
        boolean isEqual = value.group(2).equals("=");
        return switch (kind) {
            case SAID -> isKeyQuoted ? value.group(2).equals(":") ? quoted : 0 : isEqual ? quoted > 0 ? quoted : 5 : 0;
            case CONFIGURATION -> quoted > 0 ? quoted : isKeyQuoted ? 0 : 5;
            case PROSE -> quoted > 0 ? quoted : isEqual && !isKeyQuoted ? 5 : 0;
            default -> quoted;
        };
    }

    private static boolean isSecret(String value, String word, SecretText kind) {
        return switch (kind) {
            case SAID -> SecretValues.isSaid(value);
            case CONFIGURATION ->
                COMMON.contains(word)
                        ? SecretValues.isReal(value)
                        // The word itself, as texts of a user interface have it.
                        : SecretValues.isSet(value)
                                && !CAPITALIZED.matcher(value).matches()
                                && !value.toLowerCase(Locale.ROOT).contains("password.");
            default ->
                word.equals("token")
                        ? value.length() >= 16 && SecretValues.isReal(value) && SecretValues.isIssuedAtRandom(value)
                        : SecretValues.isReal(value);
        };
    }

    private static boolean isLetter(char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
    }
}
