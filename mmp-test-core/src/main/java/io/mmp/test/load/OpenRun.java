package io.mmp.test.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of an open load. */
record OpenRun(Arrivals arrivals, RunSettings settings, int concurrency, Duration lateAfter, List<Task> tasks) {

    LoadResult run() {
        List<Flight> flights = flights();
        Sender sender = new Sender(tasks, settings);
        sender.warmUp(settings.warmUp());
        Instant startedAt = Instant.now();
        CountDownLatch open = new CountDownLatch(flights.size());
        int slots;
        sender.startClock();
        Progress progress = Progress.start(settings, arrivals.duration(), sender);
        try (Slots threads = new Slots(concurrency, flight -> {
            sender.send(flight);
            open.countDown();
        })) {
            for (Flight flight : flights) {
                if (!sender.sleepUntil(flight.intended())) {
                    break;
                }
                threads.submit(flight);
            }
            await(open);
            flights.forEach(Flight::abandon);
            slots = threads.most();
        } finally {
            progress.stop();
            sender.stop();
        }
        return new LoadResult(
                new RunPlan(
                        settings.name(),
                        LoadModel.OPEN,
                        tasks.stream().map(Task::name).toList(),
                        arrivals.duration(),
                        slots,
                        lateAfter,
                        startedAt),
                flights);
    }

    private List<Flight> flights() {
        long[] offsets = arrivals.offsets(settings.seed());
        TaskOrder order = new TaskOrder(tasks, settings.seed());
        List<Flight> flights = new ArrayList<>(offsets.length);
        for (long offset : offsets) {
            flights.add(new Flight(order.next(), offset));
        }
        return flights;
    }

    private void await(CountDownLatch open) {
        try {
            boolean ignored = open.await(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // What was not sent or answered up to now counts as such: the caller gets a result and sees the interrupt.
            Thread.currentThread().interrupt();
        }
    }
}
