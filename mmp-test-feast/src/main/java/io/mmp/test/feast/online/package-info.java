/** What an online store returns: values, their event timestamps, and the statuses that it claims. */
@NullMarked
package io.mmp.test.feast.online;

import org.jspecify.annotations.NullMarked;
