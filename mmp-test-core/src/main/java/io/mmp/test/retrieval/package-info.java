/**
 * Judges the search and the answers of a retrieval-augmented system without a model that judges: the same input has the same result.
 *
 * <p>{@link io.mmp.test.retrieval.Judgements} say which documents a query must find, a {@link io.mmp.test.retrieval.RetrievalResult} what
 * the search found, and a {@link io.mmp.test.retrieval.GeneratedAnswer} what was made of it.
 */
@NullMarked
package io.mmp.test.retrieval;

import org.jspecify.annotations.NullMarked;
