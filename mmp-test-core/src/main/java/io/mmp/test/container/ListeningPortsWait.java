package io.mmp.test.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.HostPortWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/**
 * Waits until the ports of a container are served, and looks from outside.
 *
 * <p>Testcontainers' own default looks from inside too, with {@code cat}, {@code nc} or {@code bash}: an image that has a shell but none
 * of them would be waited for in vain. From outside it is not enough that a port accepts: Docker's proxy does so before anybody listens,
 * and then closes the connection at once. So a port counts as served when a connection to it stays open for a moment, or is spoken to.
 */
final class ListeningPortsWait extends AbstractWaitStrategy {

    /** The proxy closes within a millisecond or so. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** That of Testcontainers. */
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** The ports of the container, or null for all that it exposes. */
    private final int @Nullable [] ports;

    private ListeningPortsWait(int @Nullable [] ports, Duration timeout) {
        this.ports = ports;
        this.startupTimeout = timeout;
    }

    /** Have the container wait so if it would look from inside; its ports and its timeout stay. */
    static void replaceDefaultOf(GenericContainer<?> container) {
        try {
            Method getter = GenericContainer.class.getDeclaredMethod("getWaitStrategy");
            getter.setAccessible(true);
            if (getter.invoke(container) instanceof HostPortWaitStrategy inside
                    && inside.getClass() == HostPortWaitStrategy.class) {
                container.setWaitStrategy(of(inside));
                forgetTimeoutOf(inside);
            }
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            // it waits in its own way
        }
    }

    /** Containers that name no strategy share one, which keeps the timeout that any of them sets: the next ones would have it too. */
    private static void forgetTimeoutOf(HostPortWaitStrategy inside) throws ReflectiveOperationException {
        Field shared = GenericContainer.class.getDeclaredField("DEFAULT_WAIT_STRATEGY");
        shared.setAccessible(true);
        if (shared.get(null) == inside) {
            inside.withStartupTimeout(DEFAULT_TIMEOUT);
        }
    }

    private static WaitStrategy of(HostPortWaitStrategy inside) throws ReflectiveOperationException {
        Object timeout = requireNonNull(value(AbstractWaitStrategy.class, "startupTimeout", inside));
        return new ListeningPortsWait((int[]) value(HostPortWaitStrategy.class, "ports", inside), (Duration) timeout);
    }

    private static @Nullable Object value(Class<?> type, String name, Object owner)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    @Override
    protected void waitUntilReady() {
        Set<Integer> waiting = new TreeSet<>(ports());
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(PAUSE)
                    .atMost(startupTimeout)
                    .failFast(() -> !waitStrategyTarget.isRunning())
                    .until(() -> {
                        waiting.removeIf(this::isServed);
                        return waiting.isEmpty();
                    });
        } catch (TerminalFailureException e) {
            Long code = waitStrategyTarget.getCurrentContainerInfo().getState().getExitCodeLong();
            throw new ContainerLaunchException(
                    "it ended with code %s before it served the ports %s.".formatted(code, waiting));
        } catch (ConditionTimeoutException e) {
            throw new ContainerLaunchException(
                    "nobody serves the ports %s within %s, of %s.".formatted(waiting, startupTimeout, ports()));
        }
    }

    private List<Integer> ports() {
        return ports == null
                ? waitStrategyTarget.getExposedPorts()
                : Arrays.stream(ports).boxed().toList();
    }

    private boolean isServed(int port) {
        try (Socket socket = new Socket()) {
            int millis = (int) MOMENT.toMillis();
            socket.connect(
                    new InetSocketAddress(waitStrategyTarget.getHost(), waitStrategyTarget.getMappedPort(port)),
                    millis);
            socket.setSoTimeout(millis);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException open) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
