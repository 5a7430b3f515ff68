/** Faults of the network between a test and a server, or between two servers: a TCP proxy in this JVM that delays, cuts and falsifies. */
@NullMarked
package io.mmp.test.fault;

import org.jspecify.annotations.NullMarked;
