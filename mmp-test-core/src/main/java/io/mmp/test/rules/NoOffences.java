package io.mmp.test.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Is kept by a class that does nothing against a rule. */
final class NoOffences extends ArchCondition<JavaClass> {

    private final Offences offences;

    NoOffences(String demand, Offences offences) {
        super(demand);
        this.offences = offences;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        offences.of(type)
                .distinct()
                .forEach(offence -> events.add(SimpleConditionEvent.violated(
                        type,
                        offence.contains(".java:")
                                ? offence
                                : "%s in %s".formatted(offence, type.getSourceCodeLocation()))));
    }
}
