package io.mmp.test.load;

/**
 * Who decides when a request is sent.
 *
 * @since 0.1.0
 */
public enum LoadModel {
    /** The clock: requests are sent when they are due. */
    OPEN,
    /** The service: each user sends the next request after the answer. */
    CLOSED
}
