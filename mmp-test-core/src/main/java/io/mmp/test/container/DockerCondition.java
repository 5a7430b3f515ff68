package io.mmp.test.container;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import io.mmp.test.condition.SkipPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link EnabledIfDocker}; what was found holds for the rest of the JVM. */
final class DockerCondition implements ExecutionCondition {

    private static final SkipPolicy POLICY = new SkipPolicy("mmp.docker");

    /** What was found, by the name of the image; the daemon itself has none. */
    private static final Map<String, ConditionEvaluationResult> FOUND = new ConcurrentHashMap<>();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String image = context.getElement()
                .flatMap(element -> findAnnotation(element, EnabledIfDocker.class))
                .map(EnabledIfDocker::image)
                .orElse("");
        return POLICY.decide(context, () -> look(image));
    }

    private static ConditionEvaluationResult look(String image) {
        // A daemon that hangs is waited for once, whatever the images.
        ConditionEvaluationResult daemon = FOUND.computeIfAbsent("", name -> lookForDaemon());
        return image.isEmpty() || daemon.isDisabled()
                ? daemon
                : FOUND.computeIfAbsent(image, DockerCondition::lookForImage);
    }

    private static ConditionEvaluationResult lookForDaemon() {
        try {
            DockerEngine docker = DockerEngine.find();
            docker.ping();
            return enabled("Docker answers at " + docker.address());
        } catch (ContainerException e) {
            return disabled(String.valueOf(e.getMessage()));
        }
    }

    private static ConditionEvaluationResult lookForImage(String image) {
        try {
            return DockerEngine.find().hasImage(image)
                    ? enabled("Docker has the image " + image)
                    : disabled("Image '%s' is not on this machine. Run 'docker pull %s', or build it."
                            .formatted(image, image));
        } catch (ContainerException e) {
            return disabled(String.valueOf(e.getMessage()));
        }
    }
}
