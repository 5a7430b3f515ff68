/**
 * Addresses that stay while what is behind them comes and goes: an application that is started once for many tests keeps one, and each of
 * its requests goes to what the test that runs has.
 */
@Internal
@NullMarked
package io.mmp.test.gateway;

import io.mmp.test.Internal;
import org.jspecify.annotations.NullMarked;
