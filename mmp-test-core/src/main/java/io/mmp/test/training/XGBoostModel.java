package io.mmp.test.training;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart a model of XGBoost, read from JSON or UBJSON.
 *
 * @see <a href="https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html">its format</a>
 */
final class XGBoostModel {

    private XGBoostModel() {}

    static void read(Sections sections, Map<?, ?> learner, @Nullable Object version) {
        JsonDocument.flatten(
                sections,
                "learner",
                "learner",
                JsonDocument.without(learner, "gradient_booster", "feature_names", "feature_types", "attributes"));
        sections.text("features", "feature_names", JsonDocument.canonical(learner.get("feature_names")));
        sections.text("features", "feature_types", JsonDocument.canonical(learner.get("feature_types")));
        JsonDocument.flatten(sections, "attributes", "attributes", learner.get("attributes"));
        booster(sections, "booster", learner.get("gradient_booster"));
        sections.text("version", "version", JsonDocument.canonical(version));
    }

    /** Take apart the booster; the trees are somewhere in it: DART has them a level deeper. */
    private static void booster(Sections sections, String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> members && !members.isEmpty()) {
            members.forEach((name, member) -> {
                if (name.equals("trees") && member instanceof List<?> trees) {
                    trees(sections, trees);
                } else {
                    booster(sections, "%s.%s".formatted(path, name), member);
                }
            });
        } else {
            JsonDocument.flatten(sections, "booster", path, value);
        }
    }

    private static void trees(Sections sections, List<?> trees) {
        for (int i = 0; i < trees.size(); i++) {
            if (!(trees.get(i) instanceof Map<?, ?> fields)) {
                throw new TrainingException("tree %s is no object".formatted(i));
            }
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                sections.text(
                        "trees", "tree %s %s".formatted(i, field.getKey()), JsonDocument.canonical(field.getValue()));
            }
        }
    }
}
