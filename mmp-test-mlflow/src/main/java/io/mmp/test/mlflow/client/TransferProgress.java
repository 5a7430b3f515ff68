package io.mmp.test.mlflow.client;

/**
 * Hears how far the transfer of an artifact has come.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TransferProgress {

    /**
     * Take note of a file's progress: after each mebibyte, and once at its end with its size.
     *
     * <p>Uploads call it on a thread of the HTTP client.
     *
     * @param path the artifact's path
     * @param bytes the bytes transferred so far
     * @param total the bytes of the whole file, -1 if the server does not say
     */
    void transferred(String path, long bytes, long total);
}
