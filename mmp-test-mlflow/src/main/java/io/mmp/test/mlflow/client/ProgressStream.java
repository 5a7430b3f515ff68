package io.mmp.test.mlflow.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of a file in transfer and reports them after each mebibyte and at the end. */
final class ProgressStream extends FilterInputStream {

    private static final long STEP = 1 << 20;

    private final TransferProgress progress;
    private final String path;
    private final long total;
    private long transferred;
    private long reported = -1;

    ProgressStream(InputStream in, TransferProgress progress, String path, long total) {
        super(in);
        this.progress = progress;
        this.path = path;
        this.total = total;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        transferred += Math.max(count, 0);
        boolean ended = count < 0 || transferred == total;
        if (ended ? reported < transferred : transferred / STEP > Math.max(reported, 0) / STEP) {
            reported = transferred;
            progress.transferred(path, transferred, total);
        }
        return count;
    }
}
