package io.mmp.test.page;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * One HTML page that needs nothing beside itself.
 *
 * @since 0.1.0
 */
public final class Page {

    private Page() {}

    /**
     * Return a whole page.
     *
     * @param title its title, as text
     * @param body its content, as HTML
     */
    public static String of(String title, String body) {
        try (InputStream frame = Page.class.getResourceAsStream("page.html")) {
            return new String(Objects.requireNonNull(frame).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{title}", html(title))
                    .replace("{body}", body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Return the cells of a row, the first one aligned as text.
     *
     * @param element {@code th} or {@code td}
     */
    public static String cells(String element, List<String> texts) {
        String first = "<%s class='text'>%s</%s>".formatted(element, html(texts.get(0)), element);
        return texts.stream()
                .skip(1)
                .map(text -> "<%s>%s</%s>".formatted(element, html(text), element))
                .collect(joining("", first, ""));
    }

    /** Return a table with a head. */
    public static String table(List<String> head, List<List<String>> lines) {
        return lines.stream()
                .map(line -> "<tr>%s</tr>\n".formatted(cells("td", line)))
                .collect(joining(
                        "",
                        "<div class='scroll'><table><tr>%s</tr>\n".formatted(cells("th", head)),
                        "</table></div>\n"));
    }

    /** Spell a text so that it means itself in HTML, in an attribute too. */
    public static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
