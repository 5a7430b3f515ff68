package io.mmp.test.mlflow.embedded.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/** A file that is open to be read: it stays the same one, as long as it was, whatever others do to its path meanwhile. */
final class OpenFile implements Closeable {

    /** What is read and written at once: with the usual 8 KiB, the calls of the system take longer than the bytes. */
    static final int BLOCK = 128 * 1024;

    private final String name;
    private final SeekableByteChannel channel;
    private final long size;

    /**
     * Take over an open channel.
     *
     * @param name the last part of the path that was asked for
     */
    OpenFile(String name, SeekableByteChannel channel) throws IOException {
        this.name = name;
        this.channel = channel;
        this.size = channel.size();
    }

    String name() {
        return name;
    }

    long size() {
        return size;
    }

    /** Copy so many bytes from a place on. */
    void copy(long first, long length, OutputStream out) throws IOException {
        InputStream in = Channels.newInputStream(channel.position(first));
        byte[] buffer = new byte[(int) Math.min(length, BLOCK)];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new IOException("'" + name + "' became shorter while it was read");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
