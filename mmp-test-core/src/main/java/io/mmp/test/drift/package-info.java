/**
 * Drift of data: tests of whether a column or a table has changed, injectors that change one in a known way, and assertions on how often a
 * detector, whoever wrote it, alarms where nothing has changed and is silent where something has.
 */
@NullMarked
package io.mmp.test.drift;

import org.jspecify.annotations.NullMarked;
