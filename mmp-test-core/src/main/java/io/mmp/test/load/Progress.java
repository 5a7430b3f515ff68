package io.mmp.test.load;

import java.time.Duration;

/** Tells how far a run is, a line each few seconds. */
final class Progress {

    private final Thread thread;

    private Progress(Thread thread) {
        this.thread = thread;
    }

    static Progress start(RunSettings settings, Duration planned, Sender sender) {
        long every = settings.progressEvery().toNanos();
        Thread thread = new Thread(
                () -> {
                    for (long next = every; sender.sleepUntil(next); next += every) {
                        settings.progress()
                                .accept("%s: %s of %s, %s"
                                        .formatted(
                                                settings.name(),
                                                Durations.print(Duration.ofNanos(next)),
                                                Durations.print(planned),
                                                sender.counts().line()));
                    }
                },
                "mmp-load-progress");
        thread.setDaemon(true);
        thread.start();
        return new Progress(thread);
    }

    void stop() {
        thread.interrupt();
    }
}
