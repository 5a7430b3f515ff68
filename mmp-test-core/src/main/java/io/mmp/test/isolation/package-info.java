/** Gives each test a place of its own inside one shared database server, for a fraction of the cost of a server. */
@NullMarked
package io.mmp.test.isolation;

import org.jspecify.annotations.NullMarked;
