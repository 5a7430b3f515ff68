package io.mmp.test.table;

import io.mmp.test.Internal;
import java.util.List;

/**
 * Numbers the distinct keys of some rows from zero; a key may be of several columns, or of none.
 *
 * @since 0.1.0
 */
@Internal
public final class KeyIndex {

    /** The group of a row whose key is not there. */
    public static final int NONE = -1;

    /**
     * What a null in a key means.
     *
     * @since 0.1.0
     */
    public enum Nulls {
        /** It equals nothing, as in SQL. */
        MATCH_NOTHING,
        /** It is a value like any other. */
        MATCH_NULLS
    }

    private final List<Column> keys;
    private final Nulls nulls;
    private final int[] groups;
    /** A hash table of open addresses: one more than the first row of each key, or zero. */
    private final int[] slots;

    private int groupCount;

    /** Index this many rows by these columns. */
    public KeyIndex(List<Column> keys, int rowCount, Nulls nulls) {
        this.keys = keys;
        this.nulls = nulls;
        this.groups = new int[rowCount];
        this.slots = new int[Math.max(16, Integer.highestOneBit(Math.max(1, rowCount)) << 2)];
        for (int row = 0; row < rowCount; row++) {
            groups[row] = add(row);
        }
    }

    /** Return the group of each row by which the index was built. */
    public int[] groups() {
        return groups;
    }

    /** Return the number of distinct keys. */
    public int groupCount() {
        return groupCount;
    }

    /** Return the group of each of other rows, or {@link #NONE}. */
    public int[] groupsOf(List<Column> otherKeys, int rowCount) {
        int[] found = new int[rowCount];
        // In a pass of its own the processor waits for many slots at a time, which are all over the table.
        for (int row = 0; row < rowCount; row++) {
            found[row] = slots[homeOf(otherKeys, row)];
        }
        for (int row = 0; row < rowCount; row++) {
            found[row] = isExcluded(otherKeys, row) ? NONE : groupOf(found[row], otherKeys, row);
        }
        return found;
    }

    private int groupOf(int home, List<Column> otherKeys, int row) {
        int first = home == 0 || isKeyOf(home - 1, otherKeys, row) ? home : slots[slotOf(otherKeys, row)];
        return first == 0 ? NONE : groups[first - 1];
    }

    private int add(int row) {
        if (isExcluded(keys, row)) {
            return NONE;
        }
        int slot = slotOf(keys, row);
        if (slots[slot] == 0) {
            slots[slot] = row + 1;
            return groupCount++;
        }
        return groups[slots[slot] - 1];
    }

    private boolean isExcluded(List<Column> columns, int row) {
        if (nulls == Nulls.MATCH_NULLS) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isNull(row)) {
                return true;
            }
        }
        return false;
    }

    /** Return the slot of this key, or the free one where it would be. */
    private int slotOf(List<Column> columns, int row) {
        int slot = homeOf(columns, row);
        while (slots[slot] != 0 && !isKeyOf(slots[slot] - 1, columns, row)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** Return the slot where this key is, or behind which it is if others were there first. */
    private int homeOf(List<Column> columns, int row) {
        int hash = 0;
        for (int i = 0; i < columns.size(); i++) {
            hash = 31 * hash + columns.get(i).hash(row);
        }
        // Consecutive keys would else lie side by side and make long chains.
        return ((hash * 0x9E3779B9) >>> 7) & (slots.length - 1);
    }

    private boolean isKeyOf(int own, List<Column> columns, int row) {
        for (int i = 0; i < columns.size(); i++) {
            if (!keys.get(i).isSame(own, columns.get(i), row)) {
                return false;
            }
        }
        return true;
    }
}
