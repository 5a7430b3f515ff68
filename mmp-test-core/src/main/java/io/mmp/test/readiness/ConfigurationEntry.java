package io.mmp.test.readiness;

import org.jspecify.annotations.Nullable;

/**
 * A value of a configuration.
 *
 * @param value null if there is none after all, such as that of a variable which is not set
 * @param place where its key stands
 * @param note a sentence on where the value comes from; empty if it is the text itself
 */
record ConfigurationEntry(@Nullable String value, Place place, String note) {

    static ConfigurationEntry of(String value, Place place) {
        return new ConfigurationEntry(value, place, "");
    }
}
