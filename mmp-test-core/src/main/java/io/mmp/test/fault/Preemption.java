package io.mmp.test.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The loss of a machine that was lent, such as a spot instance: SIGTERM, a notice in which work can be saved, then SIGKILL.
 *
 * <pre>{@code
 * PreemptedRun run = Preemption.withNotice(Duration.ofSeconds(2))
 *         .run(new ProcessBuilder("python", "train.py"), Pattern.compile("^round 37$"), Pattern.compile("^round 80$"));
 *
 * assertThat(run).leftWithinNotice().redoesAtMost(0, Pattern.compile("^round (\\d+)$"));
 * assertThat(ModelDigest.of(model)).isSameModelAs(ModelDigest.of(uninterrupted));
 * }</pre>
 *
 * <p>The notice is what the provider gives, or less where the work is small: two minutes on AWS, half a minute on Google Cloud and Azure. As Kubernetes
 * does it, SIGTERM goes to the process that was started alone, SIGKILL to all that it has started too. Of a server, {@link Outage#stop} is the
 * same with its stop timeout as the notice. A value: the {@code with} methods return changed copies. Needs a system with POSIX signals.
 *
 * @since 0.1.0
 */
public final class Preemption {

    private final Duration notice;
    private final Duration timeout;

    private Preemption(Duration notice, Duration timeout) {
        this.notice = notice;
        this.timeout = timeout;
    }

    /**
     * Describe a pre-emption that is told this long before it comes.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public static Preemption withNotice(Duration notice) {
        return new Preemption(positive("The notice of a pre-emption", notice), Duration.ofMinutes(2));
    }

    /** Describe a pre-emption that comes untold: SIGKILL at once. */
    public static Preemption withoutNotice() {
        return new Preemption(Duration.ZERO, Duration.ofMinutes(2));
    }

    /**
     * Return a copy in which each attempt may take this long instead of two minutes.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public Preemption withTimeout(Duration newTimeout) {
        return new Preemption(notice, positive("The timeout of an attempt", newTimeout));
    }

    private static Duration positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("%s must be positive, but is %s.".formatted(what, duration));
        }
        return duration;
    }

    /**
     * Run a process, pre-empt it when it reaches the first point, start it again, pre-empt it at the second, and so on; then start it once more and let it
     * run to its end.
     *
     * <p>Its standard output and standard error are read as one, in UTF-8; its standard input is a pipe from this JVM, which ends with the JVM.
     *
     * @param process the same command, directory and environment for each attempt; it is not changed
     * @param points a line of its output each, in which the pattern is found; one at least
     * @throws FaultException if it fails or ends before it reaches a point, or an attempt takes too long; the message has its last output
     */
    public PreemptedRun run(ProcessBuilder process, Pattern... points) {
        if (points.length == 0) {
            throw new IllegalArgumentException("A process that is pre-empted nowhere shows nothing: name a point.");
        }
        AttemptRunner runner = new AttemptRunner(process, notice, timeout);
        List<Attempt> attempts = new ArrayList<>();
        for (Pattern point : points) {
            attempts.add(runner.preemptAt(attempts.size() + 1, point));
        }
        attempts.add(runner.complete(attempts.size() + 1));
        return new PreemptedRun(attempts, notice);
    }

    /** As {@link #run(ProcessBuilder, Pattern...)}. */
    public PreemptedRun run(ProcessBuilder process, List<Pattern> points) {
        return run(process, points.toArray(Pattern[]::new));
    }

    /** Return the notice, such as {@code pre-emption with a notice of 2 s}. */
    @Override
    public String toString() {
        return notice.isZero() ? "pre-emption without notice" : "pre-emption with a notice of " + seconds(notice);
    }

    static String seconds(Duration duration) {
        if (duration.toMillis() < 100) {
            return duration.toMillis() + " ms";
        }
        return Double.toString(Math.round(duration.toMillis() / 10.0) / 100.0).replaceAll("\\.0$", "") + " s";
    }

    static String tail(List<String> output) {
        int shown = Math.min(output.size(), 15);
        return shown == 0
                ? "It wrote nothing."
                : "Last output:\n" + String.join("\n", output.subList(output.size() - shown, output.size()));
    }

    static String command(ProcessBuilder process) {
        String line = String.join(" ", process.command());
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
