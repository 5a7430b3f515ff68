package io.mmp.test.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTests {

    private static final Instant LAST_FINE = Instant.parse("2116-02-20T23:53:38Z");

    @Test
    void numbers_are_in_the_order_of_timestamps_and_lose_nothing() {
        Random random = new Random(3);
        List<Instant> instants = new ArrayList<>(List.of(
                Instant.EPOCH,
                Instant.EPOCH.minusNanos(1),
                LAST_FINE,
                LAST_FINE.plusNanos(1000),
                LAST_FINE.minusNanos(1),
                Instant.parse("1823-11-12T00:06:22Z"),
                Instant.parse("1823-11-12T00:06:21.999999Z"),
                Instant.parse("9999-12-31T23:59:59.999999Z")));
        for (int i = 0; i < 10_000; i++) {
            instants.add(Instant.ofEpochSecond(
                    random.nextLong(-4_600_000_000L, 4_600_000_000L), random.nextInt(1_000_000_000)));
            instants.add(Instant.ofEpochSecond(
                    random.nextLong(-4_600_000_000_000L, 4_600_000_000_000L), 1000L * random.nextInt(1_000_000)));
        }
        Collections.sort(instants);
        for (int i = 0; i < instants.size(); i++) {
            Instant instant = instants.get(i);
            long number = Timestamps.number(instant);
            assertThat(Timestamps.instant(number)).isEqualTo(instant);
            assertThat(Timestamps.numberUntil(instant)).isEqualTo(number);
            if (i > 0) {
                Instant before = instants.get(i - 1);
                Duration between = Duration.between(before, instant);
                assertThat(Long.compare(number, Timestamps.number(before)))
                        .isEqualTo(instant.compareTo(before) > 0 ? 1 : 0);
                assertThat(Timestamps.isLonger(Timestamps.number(before), number, between))
                        .isFalse();
                assertThat(Timestamps.isLonger(Timestamps.number(before), number, between.minusNanos(1)))
                        .isTrue();
            }
        }
    }

    @Test
    void what_has_no_number_is_refused_and_limits_are_rounded_down() {
        assertThatIllegalArgumentException().isThrownBy(() -> Timestamps.number(LAST_FINE.plusNanos(2_000_000_001)));
        assertThatIllegalArgumentException().isThrownBy(() -> Timestamps.number(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> Timestamps.number(Instant.MIN));
        assertThat(Timestamps.numberUntil(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Timestamps.numberUntil(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        Instant far = Instant.parse("9999-12-31T00:00:00.000001Z");
        assertThat(Timestamps.numberUntil(far.plusNanos(999))).isEqualTo(Timestamps.number(far));
        Instant old = Instant.parse("-0044-03-15T00:00:00.000001Z");
        assertThat(Timestamps.numberUntil(old.plusNanos(999))).isEqualTo(Timestamps.number(old));
    }
}
