package io.mmp.test.contract;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The contract of a component of a pipeline: that of its input, that of its output, and how many rows come of how many.
 *
 * <pre>{@code
 * ComponentContract features = ComponentContract.of("features", transactions, featureTable).withAllRows();
 * assertThat(features).isKeptBy(input -> TableRows.of(FeatureComponent.run(input)), TableRows.ofCsv(sample));
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class ComponentContract {

    private final String name;
    private final TableContract input;
    private final TableContract output;
    private final @Nullable RowRelation relation;

    /** How many rows come of how many. */
    record RowRelation(String words, LongUnaryOperator least, LongUnaryOperator greatest) {

        boolean holds(long in, long out) {
            return out >= least.applyAsLong(in) && out <= greatest.applyAsLong(in);
        }
    }

    private ComponentContract(String name, TableContract input, TableContract output, @Nullable RowRelation relation) {
        this.name = name;
        this.input = input;
        this.output = output;
        this.relation = relation;
    }

    /** Return the contract of a component of this name. */
    public static ComponentContract of(String name, TableContract input, TableContract output) {
        return new ComponentContract(name, input, output, null);
    }

    /** Return a copy for a component of whose output there is one row for each of its input. */
    public ComponentContract withAllRows() {
        return with(new RowRelation("as many rows as its input", in -> in, in -> in));
    }

    /** Return a copy for a component that leaves out rows, or joins several to one, at most this share of them, from 0 to 1. */
    public ComponentContract withRowsLostAtMost(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new ContractException("A share is from 0 to 1, but this is %s.".formatted(share));
        }
        return with(new RowRelation(
                "at most the rows of its input, and %s less at most".formatted(Finding.percent(share)),
                in -> (long) Math.ceil(in * (1 - share) - 1e-9),
                in -> in));
    }

    private ComponentContract with(RowRelation newRelation) {
        return new ComponentContract(name, input, output, newRelation);
    }

    TableContract input() {
        return input;
    }

    TableContract output() {
        return output;
    }

    @Nullable
    RowRelation relation() {
        return relation;
    }

    /** Return the name of the component. */
    @Override
    public String toString() {
        return name;
    }
}
