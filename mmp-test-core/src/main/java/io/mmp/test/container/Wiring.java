package io.mmp.test.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Leads a container to others.
 *
 * <p>By links, which need no network of one's own: a network would outlive a JVM that is killed, and the daemon writes a link anew when the other container gets another address.
 */
record Wiring(Map<String, OwnContainer> others, UnaryOperator<String> texts) implements Consumer<CreateContainerCmd> {

    @Override
    public void accept(CreateContainerCmd command) {
        HostConfig host = Objects.requireNonNull(command.getHostConfig());
        List<Link> links = new ArrayList<>();
        others.forEach((name, other) -> links.add(new Link(other.id(), name)));
        if (!links.isEmpty()) {
            host.withLinks(links.toArray(Link[]::new));
        }
        String[] words = changed(command.getCmd());
        if (words != null) {
            command.withCmd(words);
        }
        String[] variables = changed(command.getEnv());
        if (variables != null) {
            command.withEnv(variables);
        }
    }

    private String @Nullable [] changed(String @Nullable [] all) {
        return all == null ? null : Arrays.stream(all).map(texts).toArray(String[]::new);
    }
}
