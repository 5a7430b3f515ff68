package io.mmp.test.extension;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final String SEGMENT = "method";

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
        for (TestDescriptor child : engine.getChildren()) {
            listener.executionStarted(child);
            listener.executionFinished(child, TestExecutionResult.failed(((MisplacedMethod) child).failure()));
        }
        listener.executionFinished(engine, TestExecutionResult.successful());
    }

    private static final class Resolver implements SelectorResolver {

        @Override
        public Resolution resolve(ClassSelector selector, Context context) {
            return add(MisplacedMethod.allOf(selector.getJavaClass()), context);
        }

        @Override
        public Resolution resolve(MethodSelector selector, Context context) {
            Method method = selector.getJavaMethod();
            return add(MisplacedMethod.isMisplaced(method) ? Set.of(method) : Set.of(), context);
        }

        /** Those who run failed tests again select them so. */
        @Override
        public Resolution resolve(UniqueIdSelector selector, Context context) {
            UniqueId.Segment last = selector.getUniqueId().getLastSegment();
            if (!last.getType().equals(SEGMENT)
                    || !ID.equals(selector.getUniqueId().getEngineId().orElse(""))) {
                return Resolution.unresolved();
            }
            String type = last.getValue().substring(0, last.getValue().indexOf('#'));
            return add(
                    ReflectionSupport.tryToLoadClass(type).toOptional().stream()
                            .flatMap(found -> MisplacedMethod.allOf(found).stream())
                            .filter(method -> idOf(method).equals(last.getValue()))
                            .collect(Collectors.toSet()),
                    context);
        }

        private static Resolution add(Set<Method> methods, Context context) {
            Set<Match> matches =
                    methods.stream().flatMap(method -> add(method, context)).collect(Collectors.toSet());
            return matches.isEmpty() ? Resolution.unresolved() : Resolution.matches(matches);
        }

        private static Stream<Match> add(Method method, Context context) {
            Function<TestDescriptor, Optional<MisplacedMethod>> child = engine ->
                    Optional.of(new MisplacedMethod(engine.getUniqueId().append(SEGMENT, idOf(method)), method));
            return context.addToParent(child).map(Match::exact).stream();
        }

        private static String idOf(Method method) {
            return Stream.of(method.getParameterTypes())
                    .map(Class::getName)
                    .collect(Collectors.joining(
                            ",", method.getDeclaringClass().getName() + "#" + method.getName() + "(", ")"));
        }
    }
}
