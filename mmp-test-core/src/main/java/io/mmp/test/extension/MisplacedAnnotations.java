package io.mmp.test.extension;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/**
 * Fails for each annotation of this library on a method that is no test: JUnit never looks at such a method, so that nobody else would
 * say that its test does not run, or that its lock is not taken.
 *
 * <p>JUnit loads it by itself. It has nothing to run where all annotations are in their place.
 */
public final class MisplacedAnnotations implements TestEngine {

    private static final String ID = "mmp-test";

    /** Create the engine; JUnit does. */
    public MisplacedAnnotations() {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId engineId) {
        EngineDescriptor engine =
                new EngineDescriptor(engineId, "Annotations of mmp-test on methods that are no tests");
        EngineDiscoveryRequestResolver.builder()
                .addClassContainerSelectorResolver(
                        type -> !MisplacedMethod.allOf(type).isEmpty())
                .addSelectorResolver(new Resolver())
                .build()
                .resolve(request, engine);
        return engine;
    }

    @Override
    public void execute(ExecutionRequest request) {
        EngineExecutionListener listener = request.getEngineExecutionListener();
        TestDescriptor engine = request.getRootTestDescriptor();
        listener.executionStarted(engine);
        for (TestDescriptor testClass : engine.getChildren()) {
            listener.executionStarted(testClass);
            for (TestDescriptor method : testClass.getChildren()) {
                listener.executionStarted(method);
                listener.executionFinished(method, TestExecutionResult.failed(((MisplacedMethod) method).failure()));
            }
            listener.executionFinished(testClass, TestExecutionResult.successful());
        }
        listener.executionFinished(engine, TestExecutionResult.successful());
    }

    private static final class Resolver implements SelectorResolver {

        @Override
        public Resolution resolve(ClassSelector selector, Context context) {
            Class<?> type = selector.getJavaClass();
            return add(type, type.getName(), MisplacedMethod.allOf(type), context);
        }

        @Override
        public Resolution resolve(MethodSelector selector, Context context) {
            Method method = selector.getJavaMethod();
            Class<?> type = selector.getJavaClass();
            return add(
                    type,
                    type.getName() + "#" + method.getName(),
                    MisplacedMethod.isMisplaced(method) ? Set.of(method) : Set.of(),
                    context);
        }

        /** Those who run failed tests again select them so. */
        @Override
        public Resolution resolve(UniqueIdSelector selector, Context context) {
            List<UniqueId.Segment> segments = selector.getUniqueId().getSegments();
            if (segments.size() < 2 || !segments.get(0).getValue().equals(ID)) {
                return Resolution.unresolved();
            }
            String key = segments.get(1).getValue();
            return ReflectionSupport.tryToLoadClass(key.replaceFirst("#.*", ""))
                    .toOptional()
                    .map(type -> add(type, key, selected(type, segments), context))
                    .orElseGet(Resolution::unresolved);
        }

        private static Set<Method> selected(Class<?> type, List<UniqueId.Segment> segments) {
            return MisplacedMethod.allOf(type).stream()
                    .filter(method -> segments.size() == 2
                            || MisplacedMethod.idOf(method)
                                    .equals(segments.get(2).getValue()))
                    .collect(Collectors.toSet());
        }

        private static Resolution add(Class<?> type, String key, Set<Method> methods, Context context) {
            if (methods.isEmpty()) {
                return Resolution.unresolved();
            }
            // Surefire counts only what stands below a class.
            return context.addToParent(engine -> Optional.of(MisplacedMethod.container(engine, type, key, methods)))
                    .map(container -> Resolution.match(Match.exact(container)))
                    .orElseGet(Resolution::unresolved);
        }
    }
}
