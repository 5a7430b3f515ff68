/** Typed tables in columns, and the adapters that read them from records, CSV, JDBC and Parquet. */
@NullMarked
package io.mmp.test.feast.table;

import org.jspecify.annotations.NullMarked;
