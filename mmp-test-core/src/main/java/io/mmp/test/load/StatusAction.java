package io.mmp.test.load;

/**
 * Sends one request over HTTP by a client of the user's choice and returns the status of the answer.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StatusAction {

    /**
     * Send the request and return the status of its answer, such as 200; from 400 on it is an error.
     *
     * @throws Exception if there was no answer; counted as an error of the exception's class
     */
    int run() throws Exception;
}
