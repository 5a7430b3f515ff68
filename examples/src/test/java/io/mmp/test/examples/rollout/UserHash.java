package io.mmp.test.examples.rollout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/** Gives each user a place from 0 to 1: those below the weight get the canary. */
@FunctionalInterface
interface UserHash {

    /** The place depends on the name alone. */
    UserHash NESTED = (user, weight) -> place("rollout-1/" + user);

    /** The place changes with the weight: users leave the canary when it grows. */
    UserHash NOT_NESTED = (user, weight) -> place("%s/%s".formatted(user, weight));

    double of(String user, double weight);

    /** The place depends on when the process was started. */
    static UserHash seededPerProcess() {
        long seed = RandomGenerator.getDefault().nextLong();
        return (user, weight) -> place("%s/%s".formatted(user, seed));
    }

    private static double place(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            long bits = 0;
            for (int i = 0; i < 6; i++) {
                bits = bits << 8 | (digest[i] & 0xff);
            }
            return bits / (double) (1L << 48);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
