package io.mmp.test.lifecycle;

import io.mmp.test.text.Words;
import java.time.Duration;

/** How much is run. */
record Settings(
        long seed, int sequences, int length, int clients, Duration timeout, int searchBound, int shrinkingRuns) {

    static final Settings DEFAULT = new Settings(1, 100, 20, 2, Duration.ofSeconds(30), 1_000_000, 1_000);

    Settings withSeed(long other) {
        return new Settings(other, sequences, length, clients, timeout, searchBound, shrinkingRuns);
    }

    Settings withSequences(int other) {
        return new Settings(seed, atLeast(1, "sequence", other), length, clients, timeout, searchBound, shrinkingRuns);
    }

    Settings withLength(int other) {
        return new Settings(
                seed, sequences, atLeast(1, "command", other), clients, timeout, searchBound, shrinkingRuns);
    }

    Settings withClients(int other) {
        return new Settings(seed, sequences, length, atLeast(2, "client", other), timeout, searchBound, shrinkingRuns);
    }

    Settings withTimeout(Duration other) {
        if (other.isNegative() || other.isZero()) {
            throw new IllegalArgumentException("The timeout must be positive, but is %s.".formatted(other));
        }
        return new Settings(seed, sequences, length, clients, other, searchBound, shrinkingRuns);
    }

    Settings withSearchBound(int other) {
        return new Settings(seed, sequences, length, clients, timeout, atLeast(1, "state", other), shrinkingRuns);
    }

    Settings withShrinkingRuns(int other) {
        return new Settings(seed, sequences, length, clients, timeout, searchBound, atLeast(1, "run", other));
    }

    private static int atLeast(int least, String thing, int number) {
        if (number < least) {
            throw new IllegalArgumentException(
                    "There must be at least %s, but there are to be %s.".formatted(Words.count(least, thing), number));
        }
        return number;
    }
}
