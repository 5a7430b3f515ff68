package io.mmp.test.security;

import io.mmp.test.Internal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in a text, in time that grows as its length does.
 *
 * @since 0.1.0
 */
@Internal
public final class SecretSearch {

    /**
     * A secret that was found.
     *
     * @param rule what it is, such as {@code a key of AWS}
     * @param value the secret, decoded if it stands in base64: not to be printed
     */
    public record Hit(String rule, int start, int end, String value) {}

    private sealed interface Trigger {}

    private record Ruled(SecretRule rule) implements Trigger {}

    private record Assigned(String word) implements Trigger {}

    private static final SecretKeywords<Trigger> KEYWORDS = keywords();
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private SecretSearch() {}

    private static SecretKeywords<Trigger> keywords() {
        Map<String, List<Trigger>> keywords = new LinkedHashMap<>();
        for (SecretRule rule : SecretRules.list()) {
            rule.keywords()
                    .forEach(word -> keywords.computeIfAbsent(word, key -> new ArrayList<>())
                            .add(new Ruled(rule)));
        }
        SecretAssignment.WORDS.forEach(
                word -> keywords.computeIfAbsent(word, key -> new ArrayList<>()).add(new Assigned(word)));
        return new SecretKeywords<>(keywords);
    }

    /** Return the secrets of what a program says, by their places; none overlaps another. */
    public static List<Hit> inText(String text) {
        return in(text, SecretText.SAID);
    }

    /** Replace each secret in what a program says. */
    public static String mask(String text) {
        StringBuilder masked = new StringBuilder();
        int shown = 0;
        for (Hit hit : inText(text)) {
            masked.append(text.substring(shown, hit.start())).append("***");
            shown = hit.end();
        }
        return masked.append(text.substring(shown)).toString();
    }

    static List<Hit> in(String text, SecretText kind) {
        List<Hit> hits = new ArrayList<>();
        plain(text, kind, hits);
        if (kind != SecretText.BINARY) {
            if (kind == SecretText.CONFIGURATION) {
                SecretKubernetes.search(text, hits);
            }
            SecretBase64.runs(text, (start, end, decoded) -> {
                List<Hit> inside = new ArrayList<>();
                plain(decoded, SecretText.PROSE, inside);
                for (Hit hit : inside) {
                    hits.add(new Hit(hit.rule() + " in base64", start, end, hit.value()));
                }
            });
        }
        return apart(hits);
    }

    private static void plain(String text, SecretText kind, Collection<Hit> hits) {
        Matcher matcher = NOTHING.matcher(text).useTransparentBounds(true);
        KEYWORDS.search(text, (start, trigger) -> {
            if (trigger instanceof Ruled ruled) {
                SecretRule rule = ruled.rule;
                matcher.region(start, text.length());
                if (matcher.usePattern(rule.pattern()).lookingAt()) {
                    int group = Math.min(1, matcher.groupCount());
                    if (rule.judge().isSecret(matcher.group(group), kind)) {
                        hits.add(new Hit(rule.name(), matcher.start(group), matcher.end(group), matcher.group(group)));
                    }
                }
            } else if (trigger instanceof Assigned assigned) {
                int[] at = SecretAssignment.at(text, start, assigned.word, kind, matcher);
                if (at != null) {
                    hits.add(new Hit(SecretAssignment.NAME, at[0], at[1], text.substring(at[0], at[1])));
                }
            }
        });
    }

    /** Of what overlaps, keep what a rule knows better than by the name that it is assigned to, then the longer one. */
    private static List<Hit> apart(List<Hit> hits) {
        hits.sort(Comparator.comparing((Hit hit) -> hit.rule().equals(SecretAssignment.NAME))
                .thenComparing(hit -> hit.start() - hit.end()));
        List<Hit> kept = new ArrayList<>();
        for (Hit hit : hits) {
            if (kept.stream().noneMatch(other -> hit.start() < other.end() && other.start() < hit.end())) {
                kept.add(hit);
            }
        }
        kept.sort(Comparator.comparingInt(Hit::start));
        return kept;
    }
}
