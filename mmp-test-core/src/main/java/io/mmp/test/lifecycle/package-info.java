/**
 * Tests a stateful service against a model of it: commands, what they change, and what must never be.
 *
 * <p>Sequences of commands are generated and run on the real service, from one client or from several at once. One that breaks a rule is
 * shrunk to the shortest.
 */
@NullMarked
package io.mmp.test.lifecycle;

import org.jspecify.annotations.NullMarked;
