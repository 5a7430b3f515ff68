package io.mmp.test.recovery;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * A question that is put to a system again and again, to see how it is: {@code Probe.http(uri)}.
 *
 * <p>Ask what users ask. A health endpoint may be green while no search finds anything, and a search may be answered with 200 and nothing in
 * it: {@link #withCondition} says what a good answer has.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Probe {

    private final String name;
    private final Callable<Answer> call;
    private final List<Condition> conditions;

    private Probe(String name, Callable<Answer> call, List<Condition> conditions) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A probe needs a name that says in messages what was asked, but it is blank.");
        }
        this.name = name;
        this.call = call;
        this.conditions = conditions;
    }

    /** Ask by a GET; an answer with a status from 200 to 299 is good. */
    public static Probe http(URI uri) {
        return http(HttpRequest.newBuilder(uri).build());
    }

    /** Ask by this request, which is sent again and again; an answer with a status from 200 to 299 is good. Redirects are not followed. */
    public static Probe http(HttpRequest request) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new Probe(
                request.method() + " " + request.uri(),
                () -> {
                    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                    return new Answer(OptionalInt.of(response.statusCode()), response.body());
                },
                List.of(new Condition("its status is not from 200 to 299", Probe::isSuccess)));
    }

    /**
     * Ask by code, which several threads may run at once; it is good if it returns in time, unless what it returns is {@code false}. What it
     * returns is the body of the answer.
     *
     * @param name says in messages what was asked, such as {@code count of rows}
     * @param question is interrupted when it takes longer than the timeout
     */
    public static Probe of(String name, Callable<?> question) {
        return new Probe(
                name,
                () -> new Answer(OptionalInt.empty(), String.valueOf(question.call())),
                List.of(new Condition("it is false", answer -> !answer.body().equals("false"))));
    }

    /** Return a copy of this name. */
    public Probe withName(String newName) {
        return new Probe(newName, call, conditions);
    }

    /**
     * Return a copy whose answer is good only if it has this as well.
     *
     * @param lacking says in messages what an answer without it is, such as {@code it has no results}
     * @param condition an answer on which it throws is not good
     */
    public Probe withCondition(String lacking, Predicate<? super Answer> condition) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(new Condition(lacking, condition));
        return new Probe(name, call, List.copyOf(more));
    }

    /** Return the name. */
    public String name() {
        return name;
    }

    /** Return the name. */
    @Override
    public String toString() {
        return name;
    }

    Answer ask() throws Exception {
        return call.call();
    }

    /** Return what is wrong with an answer. */
    Optional<String> problemOf(Answer answer) {
        for (Condition condition : conditions) {
            try {
                if (!condition.holds().test(answer)) {
                    return Optional.of(condition.lacking());
                }
            } catch (RuntimeException e) {
                return Optional.of("%s (%s)".formatted(condition.lacking(), e));
            }
        }
        return Optional.empty();
    }

    private static boolean isSuccess(Answer answer) {
        int status = answer.status().orElse(0);
        return status >= 200 && status < 300;
    }

    private record Condition(String lacking, Predicate<? super Answer> holds) {}
}
