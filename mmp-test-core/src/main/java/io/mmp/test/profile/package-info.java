/** Gives tests the settings of a profile, such as {@code local} or {@code dev}, bound to a record of the user. */
@NullMarked
package io.mmp.test.profile;

import org.jspecify.annotations.NullMarked;
