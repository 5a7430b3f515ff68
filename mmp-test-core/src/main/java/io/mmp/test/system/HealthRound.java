package io.mmp.test.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Asks all services at the same time how they are. */
final class HealthRound {

    private HealthRound() {}

    static List<ServiceHealth> of(Collection<Member> members, Duration timeout) {
        ExecutorService pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mmp-service-health");
            thread.setDaemon(true); // a service that sends a byte now and then may hold it for long
            return thread;
        });
        try {
            List<CompletableFuture<ServiceHealth>> answers = new ArrayList<>();
            List<Probe> probes = new ArrayList<>();
            for (Member member : members) {
                Probe probe = new Probe(member, timeout);
                probes.add(probe);
                answers.add(CompletableFuture.supplyAsync(probe::ask, pool)
                        .copy()
                        .orTimeout(timeout.plusMillis(500).toMillis(), TimeUnit.MILLISECONDS));
            }
            List<ServiceHealth> health = new ArrayList<>();
            for (int i = 0; i < probes.size(); i++) {
                Probe probe = probes.get(i);
                health.add(answers.get(i)
                        .handle((answer, failure) -> failure == null ? answer : probe.failed(failure))
                        .join());
            }
            return health;
        } finally {
            pool.shutdownNow();
        }
    }
}
