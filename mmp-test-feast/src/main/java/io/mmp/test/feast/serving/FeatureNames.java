package io.mmp.test.feast.serving;

/** How a response names its features; for each, what Feast advises where two features get one name. */
enum FeatureNames {
    /** By their own names. */
    SHORT(
            "either use the full feature name by setting 'full_feature_names=True', or ensure that the features in question have "
                    + "different names."),

    /** By the names of their views and their own. */
    FULL(
            "please ensure that the feature views or their own features have different names. If you're intentionally joining the same "
                    + "feature view twice on different sets of entities, please rename one of the feature views with '.with_name'.");

    private final String advice;

    FeatureNames(String advice) {
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    String of(FeatureRef feature) {
        return this == SHORT ? feature.feature() : feature.view().name() + "__" + feature.feature();
    }
}
