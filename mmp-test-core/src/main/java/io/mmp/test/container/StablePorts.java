package io.mmp.test.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import io.mmp.test.server.PortLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Publishes ports under leased ones: Docker gives a container that is started again other random ones than before. */
final class StablePorts implements Consumer<CreateContainerCmd>, AutoCloseable {

    private final List<PortLease> leases = new ArrayList<>();

    @Override
    public synchronized void accept(CreateContainerCmd command) {
        close(); // of an earlier try
        HostConfig host = Objects.requireNonNull(command.getHostConfig());
        Ports ports = new Ports();
        host.getPortBindings().getBindings().forEach((exposed, bindings) -> {
            for (Ports.Binding binding : bindings) {
                ports.bind(exposed, new Ports.Binding(binding.getHostIp(), port(binding.getHostPortSpec())));
            }
        });
        host.withPortBindings(ports);
    }

    private String port(String requested) {
        if (requested != null && !requested.isEmpty() && !requested.equals("0")) {
            return requested;
        }
        PortLease lease = PortLease.take();
        leases.add(lease);
        return String.valueOf(lease.port());
    }

    @Override
    public synchronized void close() {
        leases.forEach(PortLease::close);
        leases.clear();
    }
}
