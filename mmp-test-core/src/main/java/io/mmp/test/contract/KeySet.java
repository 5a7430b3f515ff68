package io.mmp.test.contract;

import java.util.Arrays;

/**
 * Remembers keys by fingerprints of 96 bits, 16 bytes each whatever their length, and where each stood first.
 *
 * <p>So a million keys take 32 MB. That two keys among a million have one fingerprint has a chance of 10<sup>-17</sup>.
 */
final class KeySet {

    private static final int FREE = -1;
    private static final long FIRST_PRIME = 0x9E3779B97F4A7C15L;
    private static final long SECOND_PRIME = 0xC2B2AE3D27D4EB4FL;

    private long[] high = new long[1 << 10];
    private int[] low = new int[1 << 10];
    private int[] places = places(1 << 10);
    private int size;

    private long first;
    private long second;

    /** Add a key, and return where it stood before, or -1. */
    int add(Object[] key, int place) {
        fingerprint(key);
        int slot = slot(first, (int) second);
        if (places[slot] != FREE) {
            return places[slot];
        }
        put(slot, first, (int) second, place);
        if (++size > places.length / 4 * 3) {
            grow();
        }
        return FREE;
    }

    boolean contains(Object[] key) {
        fingerprint(key);
        return places[slot(first, (int) second)] != FREE;
    }

    int size() {
        return size;
    }

    private void put(int slot, long highBits, int lowBits, int place) {
        high[slot] = highBits;
        low[slot] = lowBits;
        places[slot] = place;
    }

    private int slot(long highBits, int lowBits) {
        int slot = (int) highBits & (places.length - 1);
        while (places[slot] != FREE && !(high[slot] == highBits && low[slot] == lowBits)) {
            slot = (slot + 1) & (places.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldHigh = high;
        int[] oldLow = low;
        int[] oldPlaces = places;
        int capacity = Math.multiplyExact(oldPlaces.length, 2);
        high = new long[capacity];
        low = new int[capacity];
        places = places(capacity);
        for (int i = 0; i < oldPlaces.length; i++) {
            if (oldPlaces[i] != FREE) {
                put(slot(oldHigh[i], oldLow[i]), oldHigh[i], oldLow[i], oldPlaces[i]);
            }
        }
    }

    private static int[] places(int capacity) {
        int[] places = new int[capacity];
        Arrays.fill(places, FREE);
        return places;
    }

    private void fingerprint(Object[] key) {
        first = FIRST_PRIME;
        second = SECOND_PRIME;
        for (Object part : key) {
            Object plain = Keys.of(part);
            if (plain instanceof Long number) {
                mix(1);
                mix(number);
            } else {
                String text = plain.toString();
                mix(plain instanceof String ? 2 : plain.getClass().getName().hashCode());
                mix(text.length());
                for (int i = 0; i < text.length(); i++) {
                    first = (first ^ text.charAt(i)) * FIRST_PRIME;
                    second = Long.rotateLeft((second ^ text.charAt(i)) * SECOND_PRIME, 29);
                }
            }
        }
        first = finished(first);
        second = finished(second + first);
    }

    private void mix(long value) {
        first = finished(first ^ value) * FIRST_PRIME;
        second = finished(second + value) * SECOND_PRIME;
    }

    private static long finished(long bits) {
        long mixed = (bits ^ (bits >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}
