package io.mmp.test.contract;

import org.jspecify.annotations.Nullable;

/**
 * Offers the assertions on contracts, for a static import.
 *
 * @since 0.1.0
 */
public final class ContractAssertions {

    private ContractAssertions() {}

    /** Assert on rows. */
    public static TableRowsAssert assertThat(@Nullable TableRows rows) {
        return new TableRowsAssert(rows);
    }

    /** Assert on what keeps the contract of a component. */
    public static ComponentContractAssert assertThat(@Nullable ComponentContract contract) {
        return new ComponentContractAssert(contract);
    }
}
