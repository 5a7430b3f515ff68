package io.mmp.test.contract;

/**
 * A step of a pipeline: it makes rows of rows, or fails.
 *
 * <p>One that reads and writes files returns {@code TableRows.ofCsv(output)} when it is done.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Component {

    /**
     * Make the output of the input.
     *
     * @throws Exception if the input is refused, or the component fails
     */
    TableRows run(TableRows input) throws Exception;
}
