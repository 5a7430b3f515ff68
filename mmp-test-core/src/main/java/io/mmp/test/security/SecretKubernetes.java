package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mmp.test.security.SecretSearch.Hit;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what the manifests of Kubernetes call a secret: each value below {@code data} and {@code stringData}, whatever its name. */
final class SecretKubernetes {

    private static final Pattern KIND =
            Pattern.compile("(?m)^( {0,8})kind:[ \\t]{1,4}[\"']?Secret[\"']?[ \\t]{0,4}\\r?$");
    private static final Pattern ENTRY = Pattern.compile(
            "(?m)^([ ]{1,16})[\\w.-]{1,253}:[ \\t]{1,4}[\"']?([^\\s\"'|>][^\\s\"']{3,100000})[\"']?[ \\t]*\\r?$");

    private SecretKubernetes() {}

    static void search(String text, Collection<Hit> hits) {
        // Most files have no manifest: a look for the word costs less than the pattern.
        if (!text.contains("Secret")) {
            return;
        }
        Matcher kind = KIND.matcher(text);
        while (kind.find()) {
            int start = Math.max(0, text.lastIndexOf("\n---", kind.start()));
            int end = text.indexOf("\n---", kind.end());
            String indent = kind.group(1);
            values(text, start, end < 0 ? text.length() : end, indent, hits);
        }
    }

    private static void values(String text, int start, int end, String indent, Collection<Hit> hits) {
        Matcher heading = Pattern.compile("(?m)^" + indent + "(data|stringData):[ \\t]*\\r?$")
                .matcher(text)
                .region(start, end);
        while (heading.find()) {
            int position = text.indexOf('\n', heading.start());
            while (position >= 0 && position + 1 < end) {
                int next = text.indexOf('\n', position + 1);
                String line = text.substring(position + 1, next < 0 ? end : Math.min(next, end));
                if (!line.isBlank() && !line.startsWith(indent + " ")) {
                    break;
                }
                Matcher entry = ENTRY.matcher(line);
                if (entry.matches()) {
                    String written = entry.group(2);
                    String value = heading.group(1).equals("data") ? decoded(written) : written;
                    if (value.length() >= 4 && SecretValues.isSet(value)) {
                        int at = position + 1 + entry.start(2);
                        hits.add(new Hit("a value of a Kubernetes secret", at, at + written.length(), value));
                    }
                }
                position = next;
            }
        }
    }

    private static String decoded(String written) {
        try {
            return new String(Base64.getDecoder().decode(written), ISO_8859_1);
        } catch (IllegalArgumentException placeholder) {
            return "";
        }
    }
}
