package io.mmp.test.feast.serving;

import io.mmp.test.feast.view.FeatureView;

/** A feature that was asked for, and the view that has it. */
record FeatureRef(FeatureView view, String feature) {}
