package io.mmp.test.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.stream.Stream;

/** Finds what a class does against a rule, one sentence each. */
@FunctionalInterface
interface Offences {

    Stream<String> of(JavaClass type);
}
