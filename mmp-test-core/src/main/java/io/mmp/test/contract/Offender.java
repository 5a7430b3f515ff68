package io.mmp.test.contract;

/**
 * A row that breaks a rule.
 *
 * @param place where it stands: file and line, such as {@code transactions.csv:17}, or the number of the row from zero, such as {@code row 15}
 * @param value the cell that breaks it, or those of the key, as text
 * @since 0.1.0
 */
public record Offender(String place, String value) {

    /** Return place and value. */
    @Override
    public String toString() {
        return place + ": " + value;
    }
}
