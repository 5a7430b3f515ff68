/** Rules that keep the tests of a project from disturbing each other, and find fixture files that nobody reads. */
@NullMarked
package io.mmp.test.rules;

import org.jspecify.annotations.NullMarked;
