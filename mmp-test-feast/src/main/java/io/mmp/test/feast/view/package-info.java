/** Feature views as Feast declares them, and the rows behind them. */
@NullMarked
package io.mmp.test.feast.view;

import org.jspecify.annotations.NullMarked;
