/** Typed tables in columns, and the adapters that read them from records, CSV, JDBC and Parquet. */
@NullMarked
package io.mmp.test.table;

import org.jspecify.annotations.NullMarked;
