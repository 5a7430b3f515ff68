package io.mmp.test.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTests {

    @Test
    void title_style_and_body_are_in_their_places() {
        assertThat(Page.of("A & B", ".x { color: red; }\n", "<p>{style}</p>"))
                .contains("<title>A &amp; B</title>", ".x { color: red; }\n</style>", "<body>\n<p>{style}</p>\n</body>")
                .doesNotContain("{title}", "{body}");
    }

    @Test
    void a_page_without_a_style_has_that_of_all_pages() {
        assertThat(Page.of("A", "<p>B</p>")).contains("\n</style>").doesNotContain("{style}");
    }

    @Test
    void cells_mean_themselves_and_the_first_is_text() {
        assertThat(Page.table(List.of("name", "n"), List.of(List.of("<a href='x'>", "\"1\""))))
                .isEqualTo("<div class='scroll'><table><tr><th class='text'>name</th><th>n</th></tr>\n"
                        + "<tr><td class='text'>&lt;a href=&#39;x&#39;&gt;</td><td>&quot;1&quot;</td></tr>\n"
                        + "</table></div>\n");
    }
}
