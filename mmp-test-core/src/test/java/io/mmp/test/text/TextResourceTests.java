package io.mmp.test.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mmp.test.page.Page;
import org.junit.jupiter.api.Test;

class TextResourceTests {

    @Test
    void a_text_is_read_from_beside_its_neighbour() {
        assertThat(TextResource.read(Page.class, "page.html")).startsWith("<!DOCTYPE html>");
    }

    @Test
    void a_text_that_is_missing_is_named() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TextResource.read(Page.class, "none.html"))
                .withMessage(
                        "The file none.html of the package io.mmp.test.page is missing beside its classes. Use the jar as it was published.");
    }
}
