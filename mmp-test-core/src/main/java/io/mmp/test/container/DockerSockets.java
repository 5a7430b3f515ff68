package io.mmp.test.container;

import io.mmp.test.lock.MachineDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The places where a daemon's socket usually is: of the machine, of this user without root, of Docker Desktop. */
final class DockerSockets {

    private DockerSockets() {}

    static List<Path> ofThisUser() {
        List<Path> sockets = new ArrayList<>();
        sockets.add(Path.of("/var/run/docker.sock"));
        sockets.add(Path.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"));
        MachineDirectory.home().ifPresent(home -> {
            sockets.add(home.resolve(".docker/run/docker.sock"));
            sockets.add(home.resolve(".docker/desktop/docker.sock"));
        });
        return sockets;
    }
}
