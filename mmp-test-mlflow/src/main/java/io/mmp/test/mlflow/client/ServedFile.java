package io.mmp.test.mlflow.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that a server has begun to send.
 *
 * @param size its bytes, -1 if the server does not say
 */
record ServedFile(InputStream content, long size) {

    /**
     * Keeps what the server said of a file.
     *
     * <p>A file that breaks off fails when it is read, or already the exchange, by who is faster: the bytes or the thread that
     * asks for them. Of a file whose head has come, the failure is always told by the one that reads it.
     */
    static final class Handler {

        private final int block;
        private volatile @Nullable ResponseInfo head;

        Handler(int block) {
            this.block = block;
        }

        /** Take note of what was said, and hand the file on as it comes. */
        BodySubscriber<InputStream> begin(ResponseInfo answer) {
            head = answer;
            return BodySubscribers.buffering(BodySubscribers.ofInputStream(), block);
        }

        private static InputStream failing(IOException failure) {
            return new InputStream() {

                @Override
                public int read() throws IOException {
                    throw failure;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    throw failure;
                }
            };
        }

        ServedFile file(InputStream content) {
            ResponseInfo said = head;
            return new ServedFile(
                    content,
                    said == null
                            ? -1
                            : said.headers().firstValueAsLong("Content-Length").orElse(-1));
        }

        /** Return a file that fails when it is read, if the server had begun to send one. */
        Optional<ServedFile> brokenOff(IOException failure) {
            return Optional.ofNullable(head)
                    .filter(answer -> answer.statusCode() < 300)
                    .map(answer -> file(failing(failure)));
        }
    }
}
