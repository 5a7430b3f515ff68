/**
 * Faults of the network between a test and a server, or between two servers: a TCP proxy in this JVM that delays, cuts and falsifies; and
 * faults of a server's machine: descriptors and memory that run out, a disk that is full.
 */
@NullMarked
package io.mmp.test.fault;

import org.jspecify.annotations.NullMarked;
