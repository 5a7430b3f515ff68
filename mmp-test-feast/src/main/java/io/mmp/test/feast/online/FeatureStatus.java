package io.mmp.test.feast.online;

/**
 * What an online store says of a value. A claim, not a fact: real servers say {@link #PRESENT} of entities that they do not know and of
 * values that have outlived the TTL.
 *
 * @since 0.1.0
 */
public enum FeatureStatus {
    /** Nothing was said. */
    UNKNOWN,
    /** There is a value. */
    PRESENT,
    /** There is an entry, and it is null. */
    NULL,
    /** There is no entry for this entity. */
    NOT_FOUND,
    /** There is an entry, but it is older than the TTL allows. */
    OUTSIDE_MAX_AGE
}
