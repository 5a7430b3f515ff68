package io.mmp.test.container;

/**
 * Says what happens when the image of a container is not on this machine.
 *
 * @since 0.1.0
 */
public enum MissingImage {

    /** Fail at once and name the remedy. Without a registry Testcontainers needs minutes to find out. */
    FAIL,

    /** Do what the container's pull policy says, which is to pull it from its registry. */
    PULL
}
