/** Tests of what reads online stores. */
@NullMarked
package io.mmp.test.feast.online;

import org.jspecify.annotations.NullMarked;
