package io.mmp.test.page;

import static java.util.stream.Collectors.joining;

import io.mmp.test.text.TextResource;
import java.util.List;

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
        return of(title, "", body);
    }

    /**
     * Return a whole page with a style of its own.
     *
     * @param title its title, as text
     * @param style rules of CSS that come behind those of all pages
     * @param body its content, as HTML
     */
    public static String of(String title, String style, String body) {
        return TextResource.read(Page.class, "page.html")
                .replace("{title}", html(title))
                .replace("{style}", style)
                .replace("{body}", body);
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
