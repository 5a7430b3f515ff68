package io.mmp.test.rollout;

/**
 * Says which arm a key is served by, such as "stable" or "canary": a function of the service under test, or a request to it.
 *
 * @param <K> the type of a key, such as a user's name
 * @since 0.1.0
 */
@FunctionalInterface
public interface Router<K> {

    /**
     * Return the arm of a key.
     *
     * @throws Exception if it cannot; the assertion names the key
     */
    String armOf(K key) throws Exception;
}
