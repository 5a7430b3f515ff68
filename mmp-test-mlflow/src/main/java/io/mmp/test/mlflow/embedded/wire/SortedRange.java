package io.mmp.test.mlflow.embedded.wire;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Sorts no more of a list than a page of it needs: a full sort for each page would make who reads them all wait for the square of their number. */
public final class SortedRange {

    /** What is sorted as a whole, rather than parted around a pivot. */
    private static final int FEW = 64;

    private SortedRange() {}

    /** Return the elements from one position to before another of the sorted list; the order tells any two elements apart. */
    @SuppressWarnings("unchecked") // the array has nothing but elements of the list
    public static <T> List<T> of(List<T> all, Comparator<T> order, int from, int to) {
        if (from >= to) {
            return List.of();
        }
        if (isSorted(all, order)) { // as the values of a metric are that were logged in the order of their time
            return List.copyOf(all.subList(from, to));
        }
        T[] array = (T[]) all.toArray();
        // Twice the partings that halves would need; whatever they were, what is left is sorted as ever.
        sort(array, order, 0, array.length, from, to, 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(array.length)));
        return List.of(Arrays.copyOfRange(array, from, to));
    }

    private static <T> boolean isSorted(List<T> all, Comparator<T> order) {
        Iterator<T> elements = all.iterator();
        T last = elements.next();
        while (elements.hasNext()) {
            T next = elements.next();
            if (order.compare(last, next) > 0) {
                return false;
            }
            last = next;
        }
        return true;
    }

    /** Sort what lies between two positions, inside a range that has all that belongs there. */
    private static <T> void sort(T[] array, Comparator<T> order, int low, int high, int from, int to, int partings) {
        if (from >= to) {
            return;
        }
        if (high - low <= FEW || (from == low && to == high) || partings == 0) {
            Arrays.sort(array, low, high, order);
            return;
        }
        int middle = part(array, order, low, high);
        sort(array, order, low, middle, from, Math.min(to, middle), partings - 1);
        sort(array, order, middle, high, Math.max(from, middle), to, partings - 1);
    }

    /** Move what is not above a pivot before what is not below it, and return where the latter starts, which is inside the range. */
    private static <T> int part(T[] array, Comparator<T> order, int low, int high) {
        T pivot = median(array[low], array[(low + high) >>> 1], array[high - 1], order);
        int left = low;
        int right = high - 1;
        while (true) {
            while (order.compare(array[left], pivot) < 0) {
                left++;
            }
            while (order.compare(array[right], pivot) > 0) {
                right--;
            }
            if (left >= right) {
                return Math.max(left, low + 1);
            }
            T moved = array[left];
            array[left++] = array[right];
            array[right--] = moved;
        }
    }

    private static <T> T median(T first, T second, T third, Comparator<T> order) {
        boolean rises = order.compare(first, second) <= 0;
        T low = rises ? first : second;
        T high = rises ? second : first;
        return order.compare(third, low) <= 0 ? low : order.compare(third, high) >= 0 ? high : third;
    }
}
