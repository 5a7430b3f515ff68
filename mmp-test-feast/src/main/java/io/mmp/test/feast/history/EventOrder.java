package io.mmp.test.feast.history;

import java.util.function.IntToLongFunction;

/**
 * Sorts rows by event timestamp, then by created timestamp, and keeps the order of those that tie.
 *
 * <p>It moves the event timestamps with the rows, so that those it compares lie side by side in memory. Rows in order cost next to nothing.
 */
final class EventOrder {

    /** Up to so many rows are put in one by one, which is faster than to merge them. */
    private static final int FEW = 12;

    private final int[] rows;
    private final long[] events;
    private final IntToLongFunction createdAt;

    /**
     * Sort parts of these rows.
     *
     * @param events the event timestamps of the rows
     * @param createdAt gives the created timestamp of a row
     */
    EventOrder(int[] rows, long[] events, IntToLongFunction createdAt) {
        this.rows = rows;
        this.events = events;
        this.createdAt = createdAt;
    }

    /** Sort what is between two positions. */
    void sort(int from, int to) {
        sort(from, to, new Scratch((to - from) / 2 + 1));
    }

    /** The lower half of what is merged. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Scratch(int[] rows, long[] events) {
        Scratch(int size) {
            this(new int[size], new long[size]);
        }
    }

    private void sort(int from, int to, Scratch scratch) {
        if (to - from <= FEW) {
            insert(from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle, scratch);
        sort(middle, to, scratch);
        if (isAfter(events[middle - 1], rows[middle - 1], middle)) {
            merge(from, middle, to, scratch);
        }
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int row = rows[i];
            long event = events[i];
            int place = i;
            while (place > from && isBefore(event, row, place - 1)) {
                rows[place] = rows[place - 1];
                events[place] = events[place - 1];
                place--;
            }
            rows[place] = row;
            events[place] = event;
        }
    }

    private void merge(int from, int middle, int to, Scratch scratch) {
        int size = middle - from;
        System.arraycopy(rows, from, scratch.rows, 0, size);
        System.arraycopy(events, from, scratch.events, 0, size);
        int left = 0;
        int right = middle;
        for (int i = from; left < size; i++) {
            if (right < to && isAfter(scratch.events[left], scratch.rows[left], right)) {
                rows[i] = rows[right];
                events[i] = events[right++];
            } else {
                rows[i] = scratch.rows[left];
                events[i] = scratch.events[left++];
            }
        }
    }

    private boolean isAfter(long event, int row, int position) {
        long other = events[position];
        return event == other ? createdAt.applyAsLong(row) > createdAt.applyAsLong(rows[position]) : event > other;
    }

    private boolean isBefore(long event, int row, int position) {
        long other = events[position];
        return event == other ? createdAt.applyAsLong(row) < createdAt.applyAsLong(rows[position]) : event < other;
    }
}
