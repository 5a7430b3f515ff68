package io.mmp.test.load;

/**
 * Sends one request, such as a call of a client, and returns when it is answered.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Action {

    /**
     * Send the request and wait for its answer.
     *
     * @throws Exception if it failed; counted as an error of the exception's class
     */
    void run() throws Exception;
}
