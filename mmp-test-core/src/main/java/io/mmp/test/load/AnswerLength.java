package io.mmp.test.load;

import java.io.IOException;
import java.net.ProtocolException;

/**
 * How long the body of an answer is, by its headers.
 *
 * @param bytes how many there are; negative if the headers do not say
 * @param isChunked whether each piece says it
 * @param staysOpen whether the server goes on listening
 */
record AnswerLength(long bytes, boolean isChunked, boolean staysOpen) {

    /** Read the headers after the status line. */
    static AnswerLength read(AnswerReader answer) throws IOException {
        boolean staysOpen = answer.isCurrentVersion();
        long bytes = -1;
        boolean isChunked = false;
        for (answer.nextLine(); !answer.isLineEmpty(); answer.nextLine()) {
            String length = answer.value("content-length");
            String encoding = answer.value("transfer-encoding");
            String connection = answer.value("connection");
            if (length != null) {
                bytes = parse(length, 10);
            } else if (encoding != null) {
                isChunked = encoding.endsWith("chunked");
            } else if (connection != null) {
                staysOpen = connection.equals("keep-alive") || (staysOpen && !connection.contains("close"));
            }
        }
        return new AnswerLength(bytes, isChunked, staysOpen);
    }

    private static long parse(String digits, int radix) throws ProtocolException {
        try {
            long length = Long.parseLong(digits, radix);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new ProtocolException("The answer has the length '%s'.".formatted(digits));
        }
        throw new ProtocolException("The answer has the length '%s'.".formatted(digits));
    }

    /** Read past the body. */
    void skip(AnswerReader answer) throws IOException {
        if (isChunked) {
            skipChunks(answer);
        } else if (bytes >= 0) {
            answer.skip(bytes);
        } else {
            answer.skipAll();
        }
    }

    private static void skipChunks(AnswerReader answer) throws IOException {
        for (long size = chunkSize(answer); size > 0; size = chunkSize(answer)) {
            answer.skip(size);
            answer.nextLine();
        }
        do {
            answer.nextLine();
        } while (!answer.isLineEmpty());
    }

    private static long chunkSize(AnswerReader answer) throws IOException {
        answer.nextLine();
        String line = answer.line();
        int extension = line.indexOf(';');
        return parse((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    /** Tell whether another request can follow. */
    boolean keepsConnection(boolean hasBody) {
        return staysOpen && (!hasBody || isChunked || bytes >= 0);
    }
}
