/** Feature views as a Feast registry file declares them. */
@NullMarked
package io.mmp.test.feast.registry;

import org.jspecify.annotations.NullMarked;
