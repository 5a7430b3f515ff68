package io.mmp.test.contract;

import io.mmp.test.verdict.FalseAlarms;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on rows.
 *
 * @since 0.1.0
 */
public class TableRowsAssert extends AbstractAssert<TableRowsAssert, TableRows> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<TableRows, TableRowsAssert> TABLE_ROWS =
            new InstanceOfAssertFactory<>(TableRows.class, TableRowsAssert::new);

    private static final Logger LOGGER = System.getLogger(TableRowsAssert.class.getName());

    private Optional<Path> directory = Optional.empty();
    private BiConsumer<String, String> publisher = (key, value) -> {};

    /** Assert on these rows. */
    public TableRowsAssert(@Nullable TableRows actual) {
        super(actual, TableRowsAssert.class);
    }

    /** Write all offenders into this directory, which the system property {@code mmp.contract.directory} names without. */
    public TableRowsAssert usingReportDirectory(Path newDirectory) {
        directory = Optional.of(newDirectory);
        return this;
    }

    /** Publish warnings, and what was not judged, as {@code reporter::publishEntry} of JUnit's {@code TestReporter} does. */
    public TableRowsAssert usingPublisher(BiConsumer<String, String> newPublisher) {
        publisher = newPublisher;
        return this;
    }

    /**
     * Verify that the rows satisfy a contract. Broken rules of severity {@link Severity#WARNING} go to the log and the publisher.
     *
     * <pre>{@code
     * TableContract contract = TableContract.of("orders").withColumn("id", INT32, unique());
     * assertThat(TableRows.ofRecords(Order.class, List.of(new Order(1), new Order(2)))).satisfies(contract); // passes
     * assertThat(TableRows.ofRecords(Order.class, List.of(new Order(1), new Order(1)))).satisfies(contract); // fails
     * }</pre>
     *
     * @throws ContractException if the rows cannot be read at all
     */
    public TableRowsAssert satisfies(TableContract contract) {
        isNotNull();
        ContractResult result = ContractRun.judge(contract, actual, directory);
        FalseAlarms.publish(result.falseAlarm());
        publish(result);
        List<RuleResult> failures = result.failures();
        boolean isLess = !result.unjudged().isEmpty() && !contract.allowsUnjudged();
        if (!failures.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s (%s rows) to satisfy the contract '%s', but %s of its %s rules are broken:%n%s",
                    result.rows(),
                    result.rowCount(),
                    result.contract(),
                    failures.size(),
                    result.rules().size(),
                    result);
        } else if (isLess) {
            failWithMessage(
                    "%nExpecting all of the contract '%s' to be judged; accept with withUnjudgedAllowed() that it was not:%n%s",
                    result.contract(), result);
        }
        return myself;
    }

    /**
     * Verify that the rows break a contract, such as to show that a test would notice.
     *
     * <pre>{@code
     * TableContract contract = TableContract.of("orders").withColumn("id", INT32, unique());
     * assertThat(TableRows.ofRecords(Order.class, List.of(new Order(1), new Order(1)))).breaks(contract, "id is unique"); // passes
     * assertThat(TableRows.ofRecords(Order.class, List.of(new Order(1), new Order(2)))).breaks(contract, "id is unique"); // fails
     * }</pre>
     *
     * @param rules all rules that are broken, critical or not, in words, such as {@code amount is between 0 and 100}
     */
    public TableRowsAssert breaks(TableContract contract, String... rules) {
        isNotNull();
        ContractResult result = ContractRun.judge(contract, actual, directory);
        List<String> broken = result.rules().stream()
                .filter(RuleResult::isBroken)
                .map(RuleResult::rule)
                .toList();
        if (!broken.equals(List.of(rules)) || broken.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to break of the contract '%s'%n  %s%nbut it breaks%n  %s",
                    result.rows(), result.contract(), List.of(rules), broken);
        }
        return myself;
    }

    private void publish(ContractResult result) {
        if (!result.warnings().isEmpty() || !result.unjudged().isEmpty()) {
            String text = result.toString();
            LOGGER.log(Level.WARNING, () -> "Contract '%s', %s:%n%s".formatted(result.contract(), result.rows(), text));
            publisher.accept("contract." + result.contract(), text);
        }
    }
}
