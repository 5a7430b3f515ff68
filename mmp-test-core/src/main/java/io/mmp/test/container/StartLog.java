package io.mmp.test.container;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.testcontainers.containers.output.OutputFrame;

/**
 * The last lines that a container wrote while it started.
 *
 * <p>Testcontainers removes a container that did not start before anybody could ask for its log.
 */
final class StartLog implements Consumer<OutputFrame> {

    private static final int LINES = 30;

    private final Deque<String> lines = new ArrayDeque<>();
    private boolean over;

    @Override
    public synchronized void accept(OutputFrame frame) {
        if (!over) {
            frame.getUtf8String().lines().forEach(lines::add);
            while (lines.size() > LINES) {
                lines.remove();
            }
        }
    }

    /** Listen no more: the container has started. */
    synchronized void end() {
        over = true;
        lines.clear();
    }

    synchronized String tail() {
        return String.join(System.lineSeparator(), lines);
    }
}
