package io.mmp.test.examples.rollout;

import java.util.concurrent.atomic.LongAdder;

/** What a router counted of one arm. */
final class Arm {

    /** What was counted, in a value. */
    record Statistics(long requests, long errors, double meanMillis) {

        double successRate() {
            return requests == 0 ? 1 : 1 - (double) errors / requests;
        }
    }

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void count(int status, long tookNanos) {
        requests.increment();
        nanos.add(tookNanos);
        if (status >= 500) {
            errors.increment();
        }
    }

    Statistics statistics() {
        long count = requests.sum();
        return new Statistics(count, errors.sum(), count == 0 ? 0 : nanos.sum() / 1e6 / count);
    }
}
