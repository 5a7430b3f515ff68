package io.mmp.test.contract;

import io.mmp.test.contract.ComponentContract.RowRelation;
import io.mmp.test.text.Words;
import io.mmp.test.verdict.FalseAlarms;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what keeps the contract of a component.
 *
 * @since 0.1.0
 */
public class ComponentContractAssert extends AbstractAssert<ComponentContractAssert, ComponentContract> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<ComponentContract, ComponentContractAssert> COMPONENT_CONTRACT =
            new InstanceOfAssertFactory<>(ComponentContract.class, ComponentContractAssert::new);

    /** Assert on what keeps this contract. */
    public ComponentContractAssert(@Nullable ComponentContract actual) {
        super(actual, ComponentContractAssert.class);
    }

    /**
     * Verify that a component makes output by the contract of input by the contract.
     *
     * <pre>{@code
     * assertThat(contract).isKeptBy(input -> input, rows);                             // passes: the same contract in and out
     * assertThat(contract).isKeptBy(input -> TableRows.ofCsv(halfOf(rowsFile)), rows); // fails, with withAllRows()
     * }</pre>
     */
    public ComponentContractAssert isKeptBy(Component component, TableRows input) {
        isNotNull();
        ContractResult in = judged("input", actual.input(), input);
        TableRows output;
        try {
            output = component.run(input);
        } catch (Exception e) {
            throw failure(
                    "%nExpecting component '%s' to accept %s, which satisfies its contract, but it threw %s",
                    actual, in.rows(), e);
        }
        return judgeOutput(in, output);
    }

    /**
     * Verify that output, of a component that has run already, is by the contract of input by the contract.
     *
     * <pre>{@code
     * assertThat(contract).isKeptBy(TableRows.ofCsv(sample), TableRows.ofCsv(output));                // passes
     * assertThat(contract).isKeptBy(TableRows.ofCsv(sample), TableRows.ofCsv(outputWithoutLastLine)); // fails, with withAllRows()
     * }</pre>
     */
    public ComponentContractAssert isKeptBy(TableRows input, TableRows output) {
        isNotNull();
        return judgeOutput(judged("input", actual.input(), input), output);
    }

    /**
     * Verify that a component refuses input that breaks the contract: it throws.
     *
     * <pre>{@code
     * assertThat(contract).isEnforcedBy(input -> { throw new IllegalArgumentException("amount is null"); }, broken); // passes
     * assertThat(contract).isEnforcedBy(input -> input, broken);                                                     // fails
     * }</pre>
     *
     * @param input breaks the contract of the input; else nothing would be judged
     */
    public ComponentContractAssert isEnforcedBy(Component component, TableRows input) {
        isNotNull();
        ContractResult result = ContractRun.judge(actual.input(), input, Optional.empty());
        if (result.failures().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to break the contract '%s' of the input of '%s', so that it is refused, but it satisfies it",
                    result.rows(), result.contract(), actual);
        }
        TableRows output;
        try {
            output = component.run(input);
        } catch (Exception e) {
            return myself;
        }
        failWithMessage(
                "%nExpecting component '%s' to refuse %s, but it made %s of it, though of the contract '%s' are broken:%n%s",
                actual, result.rows(), output, result.contract(), result);
        return myself;
    }

    private ComponentContractAssert judgeOutput(ContractResult in, TableRows output) {
        ContractResult out = judged("output", actual.output(), output);
        RowRelation relation = actual.relation();
        if (relation != null && !relation.holds(in.rowCount(), out.rowCount())) {
            failWithMessage(
                    "%nExpecting the output of component '%s' to have %s, but of %s came %s",
                    actual, relation.words(), Words.count(in.rowCount(), "row"), out.rowCount());
        }
        return myself;
    }

    private ContractResult judged(String end, TableContract contract, TableRows rows) {
        ContractResult result = ContractRun.judge(contract, rows, Optional.empty());
        FalseAlarms.publish(result.falseAlarm());
        boolean isLess = !result.unjudged().isEmpty() && !contract.allowsUnjudged();
        if (!result.failures().isEmpty() || isLess) {
            failWithMessage(
                    "%nExpecting the %s of component '%s' (%s, %s rows) to satisfy the contract '%s', but %s:%n%s",
                    end,
                    actual,
                    result.rows(),
                    result.rowCount(),
                    result.contract(),
                    result.failures().isEmpty()
                            ? "not all of it was judged"
                            : "%s of its %s rules are broken"
                                    .formatted(
                                            result.failures().size(),
                                            result.rules().size()),
                    result);
        }
        return result;
    }
}
