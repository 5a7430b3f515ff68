package io.mmp.test.gateway;

/**
 * An address that an application is given, and that leads to what the test that runs has.
 *
 * @param <T> what requests are sent to
 * @since 0.1.0
 */
public interface Gateway<T> {

    /**
     * Lead to what a test has from now on.
     *
     * @return what ends that
     * @throws org.junit.jupiter.api.extension.ExtensionConfigurationException if the application has written for another test while it
     *     started
     */
    AutoCloseable lead(Lead<T> lead);
}
