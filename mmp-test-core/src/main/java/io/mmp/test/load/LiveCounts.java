package io.mmp.test.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What progress is told from while requests are under way. */
final class LiveCounts {

    private final LongAdder sent = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Recorder latencies = new Recorder(2);

    void sent() {
        sent.increment();
    }

    void ended(Flight flight) {
        ended.increment();
        if (flight.outcome().isError()) {
            errors.increment();
        }
        latencies.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(flight.ended() - flight.intended())));
    }

    /** Return the counts so far, and the latency of what ended since the last call. */
    String line() {
        Histogram last = latencies.getIntervalHistogram();
        long open = sent.sum() - ended.sum();
        return "%s sent, %s open, %s errors, p95 lately %s"
                .formatted(
                        sent.sum(),
                        Math.max(0, open),
                        errors.sum(),
                        last.getTotalCount() == 0 ? "-" : Durations.printMillis(last.getValueAtPercentile(95) / 1e3));
    }
}
