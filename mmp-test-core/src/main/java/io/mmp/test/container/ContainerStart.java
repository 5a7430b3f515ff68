package io.mmp.test.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** Starts a container through Testcontainers; only the JVM that does so loads it. */
record ContainerStart(ContainerSpec spec, OwnContainers containers, Consumer<CreateContainerCmd> changes) {

    ContainerStart(ContainerSpec spec, OwnContainers containers) {
        this(spec, containers, command -> {});
    }

    /** Some reasons are the whole description of the container. */
    private static final int LONGEST_REASON = 200;

    /** Start it in place of whatever is left of an earlier one. */
    RunningContainer run() {
        DockerImageName image = DockerImageName.parse(spec.image());
        if (spec.dockerfile() != null) {
            buildIfMissing(image, spec.dockerfile());
        } else if (spec.missingImage() == MissingImage.FAIL) {
            requireImage(image);
        }
        containers.sweep();
        GenericContainer<?> container = spec.definition().apply(image);
        if (spec.missingImage() == MissingImage.FAIL) {
            container.withImagePullPolicy(name -> false);
        }
        ListeningPortsWait.replaceDefaultOf(container);
        StartLog log = new StartLog();
        container.withLogConsumer(log);
        container.withCreateContainerCmdModifier(this::makeShared);
        RunningContainer running;
        try {
            container.start();
            running = containers.describe(container.getContainerId(), container.getHost());
        } catch (RuntimeException e) {
            container.stop();
            throw failed(e, log);
        }
        log.end();
        running.write(containers.directory().container());
        return running;
    }

    private void buildIfMissing(DockerImageName image, Path dockerfile) {
        String name = substituted(image);
        if (containers.docker().hasImage(name)) {
            return;
        }
        try {
            // It stays: the next start, in whichever JVM, finds it.
            new ImageFromDockerfile(name, false).withDockerfile(dockerfile).get();
        } catch (RuntimeException e) {
            throw new ContainerException(
                    "Container '%s' was not started: image '%s' could not be built from %s: %s"
                            .formatted(spec.name(), name, dockerfile, reason(e)),
                    e);
        }
    }

    private static String substituted(DockerImageName image) {
        return ImageNameSubstitutor.instance().apply(image).asCanonicalNameString();
    }

    private void requireImage(DockerImageName image) {
        String name = substituted(image);
        if (!containers.docker().hasImage(name)) {
            throw ContainerException.ofMissingImage(
                    "Container '%s' was not started: image '%s' is not on this machine. Run 'docker pull %s', or build it, or allow it with ContainerSpec.withMissingImage(MissingImage.PULL)."
                            .formatted(spec.name(), name, name),
                    name);
        }
    }

    private void makeShared(CreateContainerCmd command) {
        // Not in run(): Testcontainers may be told to try more than once, and a container has its name for itself.
        containers.remove();
        SharedLabels labels = new SharedLabels();
        labels.putAll(command.getLabels());
        labels.putAll(containers.labels(spec.idleTime()));
        command.withName(containers.containerName()).withLabels(labels);
        HostConfig host = Objects.requireNonNull(command.getHostConfig());
        host.withPortBindings(onLoopback(host.getPortBindings()));
        changes.accept(command);
    }

    private static Ports onLoopback(Ports published) {
        Ports ports = new Ports();
        published.getBindings().forEach((port, bindings) -> {
            for (Ports.Binding binding : bindings) {
                ports.bind(port, new Ports.Binding("127.0.0.1", binding.getHostPortSpec()));
            }
        });
        return ports;
    }

    private ContainerException failed(RuntimeException failure, StartLog log) {
        return new ContainerException(
                "Container '%s' of image '%s' did not start: %s%nLast output:%n%s%n%s"
                        .formatted(spec.name(), spec.image(), reason(failure), log.tail(), Preflight.advice())
                        .stripTrailing(),
                failure);
    }

    private static String reason(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
