/** What ran of a pipeline, whatever engine ran it: its steps, how they ended, and whether they are the ones that were declared. */
@NullMarked
package io.mmp.test.pipeline;

import org.jspecify.annotations.NullMarked;
