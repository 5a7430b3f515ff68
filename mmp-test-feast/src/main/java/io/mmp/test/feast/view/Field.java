package io.mmp.test.feast.view;

import io.mmp.test.table.ValueType;

/**
 * Names a join key or a feature and its type.
 *
 * @param name its name in the feature view
 * @param type the type of its values
 */
public record Field(String name, ValueType type) {}
