package io.mmp.test.fault;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;

/**
 * Work that was pre-empted, started again and completed; {@link Preemption} runs it.
 *
 * @since 0.1.0
 */
public final class PreemptedRun implements AssertProvider<PreemptedRunAssert> {

    private final List<Attempt> attempts;
    private final Duration notice;

    PreemptedRun(List<Attempt> attempts, Duration notice) {
        this.attempts = List.copyOf(attempts);
        this.notice = notice;
    }

    /** Return the processes in their order; the last one completed, all others were pre-empted. */
    public List<Attempt> attempts() {
        return attempts;
    }

    Duration notice() {
        return notice;
    }

    /** Return the assertions on it. */
    @Override
    public PreemptedRunAssert assertThat() {
        return new PreemptedRunAssert(this);
    }

    /** Return how each attempt ended. */
    @Override
    public String toString() {
        return attempts.stream().map(Attempt::toString).collect(Collectors.joining(", "));
    }
}
