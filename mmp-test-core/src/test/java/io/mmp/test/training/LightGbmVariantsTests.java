package io.mmp.test.training;

import static io.mmp.test.training.ModelFiles.digest;
import static io.mmp.test.training.ModelFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of LightGBM with categories, linear leaves and several classes. */
class LightGbmVariantsTests {

    @ParameterizedTest
    @CsvSource({
        "lightgbm-categorical.txt, cat_threshold, tree 0 cat_threshold",
        "lightgbm-categorical.txt, cat_boundaries, tree 0 cat_boundaries",
        "lightgbm-linear.txt, leaf_const, tree 0 leaf_const",
        "lightgbm-linear.txt, leaf_coeff, tree 1 leaf_coeff",
        "lightgbm-multiclass.txt, leaf_value, tree 0 leaf_value"
    })
    void the_field_that_differs_is_named(String file, String field, String key) {
        String model = text(file);
        int tree = model.indexOf("Tree=" + key.charAt("tree ".length()));
        int value = model.indexOf("\n" + field + "=", tree) + field.length() + 2;
        String changed = model.substring(0, value) + "7" + model.substring(value);

        assertThat(digest(file).differences(digest("changed.txt", changed)))
                .singleElement()
                .extracting(ModelDifference::section, ModelDifference::key)
                .containsExactly("trees", key);
    }

    @Test
    void each_class_has_its_trees() {
        assertThat(digest("lightgbm-multiclass.txt").keys("trees"))
                .contains("tree 0 leaf_value", "tree 5 leaf_value")
                .doesNotContain("tree 6 leaf_value");
        assertThat(List.of("lightgbm-categorical.txt", "lightgbm-linear.txt", "lightgbm-multiclass.txt"))
                .allSatisfy(file -> {
                    assertThat(digest(file).format()).isEqualTo(ModelFormat.LIGHTGBM);
                    assertThat(digest(file).notes()).isEmpty();
                });
    }
}
