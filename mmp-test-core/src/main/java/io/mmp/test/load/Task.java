package io.mmp.test.load;

import java.net.http.HttpRequest;
import java.util.List;

/**
 * A kind of request and how often it is sent compared with the others.
 *
 * <pre>{@code
 * load.run(Task.of("read", read).withWeight(3), Task.of("write", write));
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Task {

    private static final int HEAVIEST = 1_000;

    private final String name;
    private final int weight;
    private final Call call;

    private Task(String name, int weight, Call call) {
        this.name = name;
        this.weight = weight;
        this.call = call;
    }

    /** Make requests of an action; they fail if it throws. */
    public static Task of(String name, Action action) {
        return new Task(requireName(name), 1, sender -> {
            action.run();
            return Outcome.OK;
        });
    }

    /** Make requests of an action that returns an HTTP status; they fail if it is 400 or more, or if the action throws. */
    public static Task answering(String name, StatusAction action) {
        return new Task(requireName(name), 1, sender -> Outcome.ofStatus(action.run()));
    }

    /**
     * Send a request; it fails if the status is 400 or more, or if there is no answer in time. Redirects are not followed unless the load
     * has a client that does.
     */
    public static Task of(String name, HttpRequest request) {
        PlainRequest sent = PlainRequest.of(request);
        return new Task(
                requireName(name), 1, sender -> Outcome.ofStatus(sender.http().status(sent)));
    }

    /** Return a copy that is sent this many times for each time that one of weight 1 is. */
    public Task withWeight(int newWeight) {
        if (newWeight < 1 || newWeight > HEAVIEST) {
            throw new LoadException(
                    "The weight of task '%s' must be from 1 to %s, but is %s.".formatted(name, HEAVIEST, newWeight));
        }
        return new Task(name, newWeight, call);
    }

    /** Return the name by which its requests are told from others. */
    public String name() {
        return name;
    }

    int weight() {
        return weight;
    }

    Outcome call(Sender sender) throws Exception {
        return call.call(sender);
    }

    private static String requireName(String name) {
        if (name.isBlank()) {
            throw new LoadException("A task needs a name by which the report can tell it from others.");
        }
        return name;
    }

    static List<Task> requireDistinct(List<Task> tasks) {
        if (tasks.isEmpty()) {
            throw new LoadException("A load needs at least one task.");
        }
        for (int i = 0; i < tasks.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (tasks.get(i).name.equals(tasks.get(j).name)) {
                    throw new LoadException(
                            "Two tasks are named '%s': give each a name of its own.".formatted(tasks.get(i).name));
                }
            }
        }
        return tasks;
    }

    private interface Call {
        Outcome call(Sender sender) throws Exception;
    }
}
