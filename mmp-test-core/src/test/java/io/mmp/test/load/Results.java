package io.mmp.test.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results of runs that need not be run: a request each 10 ms. */
final class Results {

    private static final long STEP = 10_000_000;

    private Results() {}

    static final class Builder {

        private final List<String> tasks = new ArrayList<>(List.of("request"));
        private final List<Flight> flights = new ArrayList<>();
        private LoadModel model = LoadModel.OPEN;

        Builder answered(int count, double millis) {
            return add(count, 0, millis, Outcome.OK);
        }

        Builder late(int count, double delayMillis, double millis) {
            return add(count, delayMillis, millis, Outcome.OK);
        }

        Builder status(int count, int status) {
            return add(count, 0, 1, Outcome.ofStatus(status));
        }

        Builder failed(int count, Throwable with) {
            return add(count, 0, 1, Outcome.of(with));
        }

        Builder notSent(int count) {
            for (int i = 0; i < count; i++) {
                Flight flight = new Flight(tasks.size() - 1, flights.size() * STEP);
                flight.abandon();
                flights.add(flight);
            }
            return this;
        }

        Builder unanswered(int count) {
            for (int i = 0; i < count; i++) {
                Flight flight = new Flight(tasks.size() - 1, flights.size() * STEP);
                flight.start(flight.intended());
                flight.abandon();
                flights.add(flight);
            }
            return this;
        }

        /** Go on with another task. */
        Builder task(String name) {
            if (flights.isEmpty()) {
                tasks.clear();
            }
            tasks.add(name);
            return this;
        }

        Builder closed() {
            model = LoadModel.CLOSED;
            return this;
        }

        private Builder add(int count, double delayMillis, double millis, Outcome outcome) {
            for (int i = 0; i < count; i++) {
                long due = flights.size() * STEP;
                long started = due + Math.round(delayMillis * 1e6);
                flights.add(Flight.ended(tasks.size() - 1, due, started, started + Math.round(millis * 1e6), outcome));
            }
            return this;
        }

        LoadResult build() {
            return new LoadResult(
                    new RunPlan(
                            "scoring",
                            model,
                            List.copyOf(tasks),
                            Duration.ofNanos(flights.size() * STEP),
                            256,
                            Duration.ofMillis(50),
                            Instant.parse("2026-11-28T08:00:00Z")),
                    List.copyOf(flights));
        }
    }

    static Builder of() {
        return new Builder();
    }
}
