package io.mmp.test.system;

import java.net.URI;

/** Something that runs already, over which this JVM has no power. */
record RemoteRunner(String name, URI uri) implements Runner {

    @Override
    public void start() {}

    @Override
    public void stop() {
        throw refused("stopped");
    }

    @Override
    public void kill() {
        throw refused("killed");
    }

    @Override
    public void pause() {
        throw refused("paused");
    }

    @Override
    public void resume() {
        throw refused("resumed");
    }

    ServiceGroupException refused(String verb) {
        return new ServiceGroupException(
                "Service '%s' cannot be %s: it runs elsewhere, at %s, and was not started by this group. Put a fault into a link to it, with GroupSpec.withFaultProxies()."
                        .formatted(name, verb, Addresses.shown(uri)));
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public String log() {
        return "";
    }

    @Override
    public void close() {}
}
