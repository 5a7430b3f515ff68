package io.mmp.test.data;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test card transactions of which some are fraud, the same in each run.
 *
 * <pre>{@code
 * @Test
 * void trains(@SampleTransactions List<Transaction> transactions) {
 *     assertThat(transactions).hasSize(1000);
 * }
 * }</pre>
 *
 * <p>The parameter is a {@code List} of {@link Transaction} or of another record, whose components take the columns of their names, a
 * {@link io.mmp.test.table.Table}, or the {@link SampleRows} themselves.
 *
 * @see Transaction#sample
 * @since 0.1.0
 */
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(SampleTransactionsExtension.class)
public @interface SampleTransactions {

    /** How many transactions are no fraud. */
    int normal() default 800;

    /** How many transactions are fraud. */
    int fraud() default 200;

    /** Which transactions they are. */
    long seed() default 0;
}
