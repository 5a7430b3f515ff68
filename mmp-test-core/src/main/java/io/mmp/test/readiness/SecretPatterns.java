package io.mmp.test.readiness;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows secrets by what is sure to be one: what providers begin theirs with, keys in PEM, and what stands where a password does. Nothing is found by its entropy: hashes, UUIDs and images have as much. */
final class SecretPatterns {

    /** Where a pattern has a group, the secret is what the group has. */
    record Named(String name, Pattern pattern) {}

    private static final String WORDS =
            "password|passwd|pwd|passphrase|secret|secret[_-]?key|client[_-]?secret|api[_-]?key|access[_-]?key|secret[_-]?access[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|private[_-]?key";

    private static final List<Named> ALL = List.of(
            named(
                    "a private key",
                    "-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{0,8192}(?:-----END)?)?"),
            named("a key of AWS", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            named("a token of GitHub", "\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b|\\bgithub_pat_[A-Za-z0-9_]{50,255}\\b"),
            named("a token of GitLab", "\\bglpat-[A-Za-z0-9_-]{20,64}"),
            named("a token of Slack", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,255}"),
            named("a key of Stripe", "\\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}\\b"),
            named("a key of Anthropic", "\\bsk-ant-[A-Za-z0-9_-]{20,255}"),
            named("a key of OpenAI", "\\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{32,255}"),
            named("a key of Google", "\\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])"),
            named("a token of Hugging Face", "\\bhf_[A-Za-z0-9]{30,64}\\b"),
            named("a token of npm", "\\bnpm_[A-Za-z0-9]{36}\\b"),
            named("a token of PyPI", "\\bpypi-AgEI[A-Za-z0-9_-]{20,255}"),
            named("a key of SendGrid", "\\bSG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
            named("a key of Azure", "\\bAccountKey=([A-Za-z0-9+/=]{40,100})"),
            named("a JSON web token", "\\beyJ[A-Za-z0-9_-]{8,2048}\\.eyJ[A-Za-z0-9_-]{8,4096}\\.[A-Za-z0-9_-]{8,1024}"),
            named(
                    "a password in a URL",
                    "\\b[a-zA-Z][a-zA-Z0-9+.-]{1,40}://[^\\s:/@\"'<>]{0,100}:([^\\s/@\"'<>]{1,200})@"),
            named("a password in a URL", "\\bjdbc:[^\\s\"'<>]{1,500}?[?&;](?i:password|pwd)=([^&;\\s\"'<>]{1,200})"),
            named(
                    "credentials in a header",
                    "(?i)\\bauthorization\\\\?[\"']?\\s{0,4}[:=]\\s{0,4}\\\\?[\"']?(?:basic|bearer|token)\\s{1,4}([A-Za-z0-9+/=._~-]{8,4096})"),
            named("a line of a password file", "\\broot:[x*!]?[^:\\s]{0,120}:0:0:[^\\s]{0,80}"),
            // The words of a sentence on a password are none: what is quoted has no blank in it.
            named(
                    "the value of a secret",
                    "(?i)(?<![A-Za-z])(?:[A-Za-z0-9]{1,30}[_-]){0,3}(?:" + WORDS
                            + ")\\\\?[\"'](?:\\s{0,4}):(?:\\s{0,4})\\\\?[\"']([^\\s\"'\\\\]{4,200})\\\\?[\"']"),
            named(
                    "the value of a secret",
                    "(?i)(?<![A-Za-z])(?:[A-Za-z0-9]{1,30}[_-]){0,3}(?:" + WORDS
                            + ")\\s{0,2}=\\s{0,2}[\"']?([^\\s\"'\\\\,;&)}<>]{4,200})"));

    private static final Pattern NONE = Pattern.compile(
            "(?i)[*x.#\u2022-]+|<.*>|\\[.*]|\\$?\\{.*}?|%.*%|(?:null|none|nil|undefined|true|false|required|missing|invalid|empty|blank|string|str|text|hidden|masked|redacted|removed|filtered|expired|unknown|unset|not_set|notset|set|given|wrong|too_short|password|secret|\\(redacted\\))[.!]?");

    private SecretPatterns() {}

    private static Named named(String name, String pattern) {
        return new Named(name, Pattern.compile(pattern));
    }

    static List<Named> all() {
        return ALL;
    }

    /** Return where a match has its secret; empty if a placeholder stands there. */
    static Optional<int[]> secret(Matcher match) {
        int group = match.groupCount() > 0 ? 1 : 0;
        return NONE.matcher(match.group(group)).matches()
                ? Optional.empty()
                : Optional.of(new int[] {match.start(group), match.end(group)});
    }

    /** Replace each secret in a text. */
    static String mask(String text) {
        String masked = text;
        for (Named named : ALL) {
            Matcher match = named.pattern().matcher(masked);
            StringBuilder result = new StringBuilder();
            int end = 0;
            while (match.find()) {
                Optional<int[]> secret = secret(match);
                if (secret.isPresent() && secret.get()[0] >= end) {
                    result.append(masked, end, secret.get()[0]).append("***");
                    end = secret.get()[1];
                }
            }
            masked = result.append(masked, end, masked.length()).toString();
        }
        return masked;
    }
}
