package io.mmp.test.examples.fraud;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Card transactions with a known answer, the same for the same seed on every machine. */
public final class Transactions {

    public static final List<String> FEATURES = List.of(
            "amount", "velocity_1h", "is_foreign_ip", "failed_login_attempts", "hour_of_day", "account_age_days");

    /** One transaction: the values of {@link #FEATURES} in their order, and whether it was fraud. */
    public record Transaction(List<Double> features, boolean fraud) {}

    private Transactions() {}

    /** Draw transactions and shuffle them. */
    public static List<Transaction> draw(long seed, int normal, int fraud) {
        Random random = new Random(seed);
        List<Transaction> all = new ArrayList<>();
        for (int i = 0; i < normal; i++) {
            all.add(normal(random));
        }
        for (int i = 0; i < fraud; i++) {
            all.add(fraud(random));
        }
        Collections.shuffle(all, random);
        return List.copyOf(all);
    }

    /** Small sums, seldom, from home, by day. */
    private static Transaction normal(Random random) {
        double amount = StrictMath.exp(3.5 + 0.8 * random.nextGaussian());
        return new Transaction(
                List.of(
                        amount,
                        (double) random.nextInt(4),
                        random.nextDouble() < 0.05 ? 1.0 : 0.0,
                        random.nextDouble() < 0.1 ? 1.0 : 0.0,
                        8.0 + random.nextInt(14),
                        200.0 + random.nextInt(2000)),
                false);
    }

    /** Larger sums, in bursts, often from abroad and by night; some look like any other. */
    private static Transaction fraud(Random random) {
        double amount = StrictMath.exp(4.2 + 1.0 * random.nextGaussian());
        return new Transaction(
                List.of(
                        amount,
                        (double) random.nextInt(7),
                        random.nextDouble() < 0.35 ? 1.0 : 0.0,
                        (double) random.nextInt(3),
                        (double) random.nextInt(24),
                        (double) random.nextInt(1500)),
                true);
    }
}
