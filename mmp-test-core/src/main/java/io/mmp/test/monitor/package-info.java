/**
 * Asserts on what a service tells its monitoring: metrics as Prometheus scrapes them, and the alert rules, dashboards and scrape jobs that
 * are about them.
 *
 * <p>What refers to a series that nobody exposes is found without starting anything; whether an alert fires, and when, is decided by the
 * real {@code promtool}, Prometheus and Alertmanager where they are installed.
 */
@NullMarked
package io.mmp.test.monitor;

import org.jspecify.annotations.NullMarked;
