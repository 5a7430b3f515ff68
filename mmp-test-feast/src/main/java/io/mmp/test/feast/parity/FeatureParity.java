package io.mmp.test.feast.parity;

import java.util.Map;

/**
 * How the values of one feature compare.
 *
 * @param feature its name, or {@value #ROWS} for rows that are missing or should not be there
 * @param compared how many values were compared
 * @param causes how many of them are wrong, by cause; those that are accepted included
 * @since 0.1.0
 */
public record FeatureParity(String feature, long compared, Map<Cause, Long> causes) {

    /** The name under which whole rows are counted. */
    public static final String ROWS = "(rows)";
}
