/**
 * The contract of a table: which columns it has, and what holds for its cells, its rows and all of it; from a record, code, or a file of
 * the Open Data Contract Standard.
 */
@NullMarked
package io.mmp.test.contract;

import org.jspecify.annotations.NullMarked;
