/** Shares one container of a kind among all JVMs of this machine, and removes it when none uses it any more. */
@NullMarked
package io.mmp.test.container;

import org.jspecify.annotations.NullMarked;
