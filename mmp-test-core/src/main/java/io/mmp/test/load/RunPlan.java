package io.mmp.test.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run was asked to do.
 *
 * @param name what it is called
 * @param model who decides when a request is sent
 * @param tasks the names of the tasks, by their numbers
 * @param duration how long requests were due
 * @param concurrency how many could be open at once
 * @param lateAfter from which delay on a request is late
 * @param startedAt when it began
 */
record RunPlan(
        String name,
        LoadModel model,
        List<String> tasks,
        Duration duration,
        int concurrency,
        Duration lateAfter,
        Instant startedAt) {}
