package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a file.
 *
 * @param first the first byte, which may lie outside the file
 * @param end the byte behind the last
 */
record ByteRange(BigInteger first, BigInteger end) {

    /** Read {@code 0-4}, {@code 5-} or {@code -3}, which stands for the last three bytes; empty if it is neither. */
    static Optional<ByteRange> of(String text, long size) {
        String[] bounds = text.split("-", 2);
        if (bounds.length < 2 || text.equals("-")) {
            return Optional.empty();
        }
        BigInteger fileEnd = BigInteger.valueOf(size);
        if (bounds[0].isEmpty()) {
            return Python.integer(bounds[1])
                    .map(length -> new ByteRange(fileEnd.subtract(length).max(BigInteger.ZERO), fileEnd));
        }
        Optional<BigInteger> end = bounds[1].isEmpty()
                ? Optional.of(fileEnd)
                : Python.integer(bounds[1]).map(BigInteger.ONE::add).map(fileEnd::min);
        return Python.integer(bounds[0]).flatMap(first -> end.map(known -> new ByteRange(first, known)));
    }

    /** Return how many bytes this is. */
    long length() {
        return end.subtract(first).longValueExact();
    }

    /** Tell whether this begins within a file. */
    boolean beginsWithin(long size) {
        return first.compareTo(BigInteger.valueOf(size)) < 0;
    }

    /** Tell whether there is no byte in it. */
    boolean isEmpty() {
        return first.compareTo(end) >= 0;
    }

    /** Return both as one if they overlap or touch, and this is not the later one. */
    Optional<ByteRange> join(ByteRange next) {
        return next.first.compareTo(end) <= 0 ? Optional.of(new ByteRange(first, end.max(next.end))) : Optional.empty();
    }

    /** Return the text of a {@code Content-Range} header, such as {@code bytes 0-4/10}. */
    String header(long size) {
        return "bytes %s-%s/%s".formatted(first, end.subtract(BigInteger.ONE), size);
    }

    /** Answer with this part of a file alone. */
    HttpResponse answer(OpenFile file, Map<String, String> headers) {
        return new HttpResponse(206, headers, length(), out -> copy(file, out))
                .withHeader("Content-Range", header(file.size()));
    }

    /** Copy this part of a file. */
    void copy(OpenFile file, OutputStream out) throws IOException {
        file.copy(first.longValueExact(), length(), out);
    }
}
