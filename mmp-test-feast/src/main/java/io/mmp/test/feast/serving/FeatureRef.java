package io.mmp.test.feast.serving;

import io.mmp.test.feast.registry.ServedView;

/** A feature that was asked for, and the view that has it. */
record FeatureRef(ServedView view, String feature) {}
