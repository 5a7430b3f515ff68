/** Security as assertions: secrets in files, archives, images and logs, signatures of models, who may do what, requests that must be refused, and reports of scanners. */
@NullMarked
package io.mmp.test.security;

import org.jspecify.annotations.NullMarked;
