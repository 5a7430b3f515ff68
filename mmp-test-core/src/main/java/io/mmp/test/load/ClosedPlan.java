package io.mmp.test.load;

import java.time.Duration;

/**
 * What users do.
 *
 * @param users how many there are
 * @param duration for how long they send requests
 * @param shortest the shortest time to think after an answer
 * @param longest the longest
 * @param rampUp over which time they come
 */
record ClosedPlan(int users, Duration duration, Duration shortest, Duration longest, Duration rampUp) {}
