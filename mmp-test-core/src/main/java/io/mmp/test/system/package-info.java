/** Systems of several services: started together in the order of their dependencies, broken one by one, judged in one message. */
@NullMarked
package io.mmp.test.system;

import org.jspecify.annotations.NullMarked;
