package io.mmp.test.condition;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link EnabledIfExecutable}; what was found holds for the rest of the JVM. */
final class ExecutableCondition implements ExecutionCondition {

    private static final String POLICY = "mmp.executable";
    private static final Map<Wanted, ConditionEvaluationResult> FOUND = new ConcurrentHashMap<>();

    private record Wanted(String program, String atLeast, String versionOption, String hint) {

        static Wanted by(EnabledIfExecutable annotation) {
            if (annotation.value().isBlank()) {
                throw new ExtensionConfigurationException("@EnabledIfExecutable needs the name of a program");
            }
            if (!annotation.atLeast().isEmpty() && !Version.isVersion(annotation.atLeast())) {
                throw new ExtensionConfigurationException(
                        "@EnabledIfExecutable(\"%s\") has atLeast = \"%s\", which is no version such as 7.2"
                                .formatted(annotation.value(), annotation.atLeast()));
            }
            return new Wanted(annotation.value(), annotation.atLeast(), annotation.versionOption(), annotation.hint());
        }

        String name() {
            return program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        }

        ConditionEvaluationResult look() {
            Optional<Path> file = Executables.find(program);
            if (file.isEmpty()) {
                return missing("'%s' was not found in PATH".formatted(program));
            }
            return atLeast.isEmpty() ? enabled(file.get() + " is there") : lookForVersion(file.get());
        }

        private ConditionEvaluationResult lookForVersion(Path file) {
            try {
                Probe probe = Probe.run(Probe.LIMIT, List.of(file.toString(), versionOption));
                Optional<Version> version = Version.in(probe.output());
                if (version.isEmpty()) {
                    return missing(
                            "'%s %s' printed no version, but '%s'".formatted(file, versionOption, probe.firstLine()));
                }
                return version.get().compareTo(Version.of(atLeast)) >= 0
                        ? enabled("%s is of version %s".formatted(file, version.get()))
                        : missing("%s is of version %s, but at least %s is needed"
                                .formatted(file, version.get(), atLeast));
            } catch (Probe.FailedException e) {
                return missing(e.reason());
            }
        }

        private ConditionEvaluationResult missing(String reason) {
            return disabled(ReasonCode.put(ReasonCode.missing(name()), reason + (hint.isEmpty() ? "" : "; " + hint)));
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return findRepeatableAnnotations(context.getElement(), EnabledIfExecutable.class).stream()
                .map(Wanted::by)
                .map(wanted ->
                        policyFor(wanted, context).decide(context, () -> FOUND.computeIfAbsent(wanted, Wanted::look)))
                .filter(ConditionEvaluationResult::isDisabled)
                .findFirst()
                .orElse(enabled("the programs are there"));
    }

    private static SkipPolicy policyFor(Wanted wanted, ExtensionContext context) {
        String own = POLICY + "." + wanted.name();
        return new SkipPolicy(context.getConfigurationParameter(own).isPresent() ? own : POLICY);
    }
}
