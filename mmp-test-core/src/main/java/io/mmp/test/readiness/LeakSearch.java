package io.mmp.test.readiness;

import io.mmp.test.json.JsonWriter;
import io.mmp.test.security.SecretSearch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a text gives away. */
final class LeakSearch {

    private static final int SHORTEST_SECRET = 4;
    private static final Pattern ESCAPED = Pattern.compile("(?<!\\\\)\\\\[nrt]");

    private final Set<LeakKind> kinds;
    private final List<String> secrets;
    private final List<String> hosts;
    private final List<Pattern> allowed;

    LeakSearch(Set<LeakKind> kinds, List<String> secrets, List<String> hosts, List<Pattern> allowed) {
        this.kinds = kinds;
        this.secrets = secrets;
        this.hosts = hosts;
        this.allowed = allowed;
    }

    /** Return what a text gives away, in the order of places; what is inside of something else is left out. */
    List<Leak> in(String text) {
        List<Found> found = new ArrayList<>();
        search(text, found);
        if (ESCAPED.matcher(text).find()) {
            // In JSON a line ends with two letters, the second of which would be one of the next word.
            search(ESCAPED.matcher(text).replaceAll("  "), found);
        }
        return leaks(text, found);
    }

    private void search(String text, List<Found> found) {
        if (kinds.contains(LeakKind.SECRET)) {
            given(text, found);
            for (SecretSearch.Hit hit : SecretSearch.inText(text)) {
                found.add(new Found(LeakKind.SECRET, hit.rule(), hit.start(), hit.end()));
            }
        }
        for (LeakPatterns.Named named : LeakPatterns.all()) {
            if (kinds.contains(named.kind())) {
                find(named.pattern(), text, named.kind(), named.name(), found);
            }
        }
        if (kinds.contains(LeakKind.INTERNAL_HOST)) {
            for (String host : hosts) {
                Pattern pattern = Pattern.compile(
                        "(?<![\\w.-])" + Pattern.quote(host) + "(?![\\w-]|\\.\\w)", Pattern.CASE_INSENSITIVE);
                find(pattern, text, LeakKind.INTERNAL_HOST, "an internal host", found);
            }
        }
    }

    private record Found(LeakKind kind, String what, int start, int end) {}

    private static void find(Pattern pattern, String text, LeakKind kind, String name, List<Found> found) {
        Matcher match = pattern.matcher(text);
        while (match.find()) {
            found.add(new Found(kind, name, match.start(), match.end()));
        }
    }

    /** Look for the secrets that the test knows, as they are and as they are written in URLs, JSON and headers. */
    private void given(String text, List<Found> found) {
        for (int i = 0; i < secrets.size(); i++) {
            String secret = secrets.get(i);
            if (secret.length() < SHORTEST_SECRET) {
                throw new ReadinessException("Secret %s is of fewer than %s characters: it would be found everywhere."
                        .formatted(i + 1, SHORTEST_SECRET));
            }
            for (String form : forms(secret)) {
                for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length())) {
                    found.add(new Found(
                            LeakKind.SECRET, "secret %s of the test".formatted(i + 1), at, at + form.length()));
                }
            }
        }
    }

    private static Set<String> forms(String secret) {
        String json = JsonWriter.write(Map.of("s", secret)).strip();
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(json.substring(json.indexOf('"', json.indexOf(':')) + 1, json.lastIndexOf('"')));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        return forms;
    }

    private List<Leak> leaks(String text, List<Found> found) {
        // A secret within a path or a frame counts as one; of what else overlaps, the longer one.
        found.sort(Comparator.comparingInt((Found each) -> each.kind == LeakKind.SECRET ? 0 : 1)
                .thenComparingInt(each -> each.start - each.end));
        List<Found> kept = new ArrayList<>();
        boolean[] taken = new boolean[text.length() + 1];
        for (Found each : found) {
            String words = text.substring(each.start, each.end);
            boolean isFree = !isTaken(taken, each.start, each.end);
            if (isFree
                    && allowed.stream()
                            .noneMatch(pattern -> pattern.matcher(words).matches())) {
                kept.add(each);
                Arrays.fill(taken, each.start, each.end, true);
            }
        }
        kept.sort(Comparator.comparingInt(Found::start));
        List<Leak> leaks = new ArrayList<>();
        int line = 1;
        int lineStart = 0;
        for (Found each : kept) {
            for (int end = text.indexOf('\n', lineStart);
                    end >= 0 && end < each.start;
                    end = text.indexOf('\n', lineStart)) {
                line++;
                lineStart = end + 1;
            }
            leaks.add(new Leak(each.kind, each.what, line, each.start - lineStart + 1, masked(text, each)));
        }
        return leaks;
    }

    private static boolean isTaken(boolean[] taken, int start, int end) {
        for (int i = start; i < end; i++) {
            if (taken[i]) {
                return true;
            }
        }
        return false;
    }

    private static String masked(String text, Found found) {
        if (found.kind == LeakKind.SECRET) {
            return "***";
        }
        String words = text.substring(found.start, found.end);
        return "'%s...'"
                .formatted(words.substring(0, Math.min(16, (words.length() + 1) / 2))
                        .replace("\n", "\\n"));
    }
}
