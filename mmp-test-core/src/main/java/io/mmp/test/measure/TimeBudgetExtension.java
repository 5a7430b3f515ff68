package io.mmp.test.measure;

import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import io.mmp.test.profile.Profile;
import io.mmp.test.profile.ProfileException;
import io.mmp.test.profile.TestedProfile;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Judges the time between the first and the last callback of what has a {@link TimeBudget}. */
final class TimeBudgetExtension implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    /** The report entry with the time that a test or class with a budget took. */
    static final String ENTRY = "mmp.budget.millis";

    private static final Namespace NAMESPACE = Namespace.create(TimeBudgetExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        start(context, testClass, testClass.getName());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start(
                context,
                context.getRequiredTestMethod(),
                context.getRequiredTestClass().getName() + "."
                        + context.getRequiredTestMethod().getName() + "()");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context);
    }

    private static void start(ExtensionContext context, AnnotatedElement element, String name) {
        List<TimeBudget> budgets = findRepeatableAnnotations(element, TimeBudget.class);
        if (!budgets.isEmpty()) {
            // The store finds what a context around this one has, which is another's.
            context.getStore(NAMESPACE).put(context.getUniqueId(), watch(context, budgets, name));
        }
    }

    private static Watch watch(ExtensionContext context, List<TimeBudget> budgets, String name) {
        try {
            Profile profile = TestedProfile.of(context);
            return Watch.start(name, profile, budget(budgets).in(profile));
        } catch (MeasureException | ProfileException | ArithmeticException e) {
            throw new ExtensionConfigurationException("@TimeBudget on %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static Budget budget(List<TimeBudget> budgets) {
        Budget all = Budget.NONE;
        for (TimeBudget one : budgets) {
            all = all.with(one.profile(), Duration.of(one.value(), one.unit().toChronoUnit()));
        }
        return all;
    }

    private static void stop(ExtensionContext context) {
        @Nullable Watch watch = context.getStore(NAMESPACE).remove(context.getUniqueId(), Watch.class);
        if (watch != null) {
            Watch.Reading reading = watch.read();
            context.publishReportEntry(ENTRY, String.valueOf(reading.wall().toMillis()));
            reading.failure().ifPresent(message -> {
                throw new AssertionError(message);
            });
        }
    }
}
