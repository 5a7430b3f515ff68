package io.mmp.test.examples.rollout;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests, with the reason, where a program of Debian is not installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfInstalled.Condition.class)
@interface EnabledIfInstalled {

    /** The program, such as {@code nginx}. */
    String program();

    /** The package that has it, such as {@code nginx-light}. */
    String in();

    /** Looks for it. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            EnabledIfInstalled needed = AnnotationSupport.findAnnotation(context.getElement(), EnabledIfInstalled.class)
                    .orElse(null);
            if (needed == null) {
                return ConditionEvaluationResult.enabled("needs no program");
            }
            return path(needed.program())
                    .map(found -> ConditionEvaluationResult.enabled(found + " is there"))
                    .orElse(ConditionEvaluationResult.disabled(
                            "%s is not installed; on Debian install %s".formatted(needed.program(), needed.in())));
        }

        /** Return where a program is; those of servers are in directories that a normal user's {@code PATH} lacks. */
        static Optional<Path> path(String program) {
            return Stream.concat(
                            Pattern.compile(Pattern.quote(File.pathSeparator))
                                    .splitAsStream(System.getenv().getOrDefault("PATH", "")),
                            Stream.of("/usr/sbin", "/usr/local/sbin"))
                    .map(directory -> Path.of(directory, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
