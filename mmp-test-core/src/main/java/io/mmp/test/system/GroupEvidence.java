package io.mmp.test.system;

import static java.util.stream.Collectors.joining;

import io.mmp.test.failure.Evidence;
import io.mmp.test.text.Words;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a group of services leaves when a test fails: the state of each, and their outputs. */
record GroupEvidence(ServiceGroup group) implements Evidence {

    private static final int LINES = 8;

    @Override
    public String name() {
        return "group";
    }

    @Override
    public String title() {
        return "Group of %s: %s."
                .formatted(
                        Words.count(group.names().size(), "service"),
                        group.names().stream()
                                .map(name -> "%s at %s".formatted(name, group.uri(name)))
                                .collect(joining(", ")));
    }

    @Override
    public Optional<URI> uri() {
        return group.names().stream().findFirst().map(group::uri);
    }

    @Override
    public String content() {
        return group.names().stream()
                .map(name -> "  %s: %s".formatted(name, group.state(name)))
                .collect(joining("\n"));
    }

    /** Return the last lines of each. */
    @Override
    public String log() {
        return group.names().stream()
                .flatMap(name -> {
                    List<String> lines = group.log(name).lines().toList();
                    return lines.stream()
                            .skip(Math.max(0, lines.size() - LINES))
                            .map(line -> name + " | " + line);
                })
                .collect(joining("\n"));
    }
}
