package io.mmp.test.retrieval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which documents answer which query, as people have judged it.
 *
 * <pre>{@code
 * Judgements.of("pandas DataFrame", "csv_reader.py")
 *         .withGrades("read a table", Map.of("csv_reader.py", 3, "excel.py", 1))
 *         .withoutAnswer("the capital of France");
 * }</pre>
 *
 * <p>Queries and ids are compared as they are, character by character. A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Judgements {

    /** The grades above 0 of the relevant documents of each query, in the order in which they were added. */
    private final Map<String, Map<String, Integer>> grades;

    private Judgements(Map<String, Map<String, Integer>> grades) {
        this.grades = Collections.unmodifiableMap(grades);
    }

    /** Begin without a query, to add them in a loop. */
    public static Judgements none() {
        return new Judgements(Map.of());
    }

    /**
     * Begin with a query and the ids of all documents that are relevant to it, each with grade 1.
     *
     * @throws IllegalArgumentException if there is no id, or one twice
     */
    public static Judgements of(String query, String... relevant) {
        return none().with(query, relevant);
    }

    /**
     * Return a copy with one more query and the ids of all documents that are relevant to it, each with grade 1.
     *
     * @throws IllegalArgumentException if there is no id, or one twice, or the query is there already
     */
    public Judgements with(String query, String... relevant) {
        Map<String, Integer> ones = new LinkedHashMap<>();
        for (String id : relevant) {
            if (ones.put(id, 1) != null) {
                throw new IllegalArgumentException(
                        "The query '%s' has the relevant document '%s' twice. Name it once.".formatted(query, id));
            }
        }
        return withGrades(query, ones);
    }

    /**
     * Return a copy with one more query and how relevant each document is to it: 0 for not at all, more for better.
     *
     * @throws IllegalArgumentException if no grade is above 0, or one is below, or the query is there already
     */
    public Judgements withGrades(String query, Map<String, Integer> grade) {
        Map<String, Integer> relevant = new LinkedHashMap<>();
        grade.forEach((id, value) -> {
            if (value < 0) {
                throw new IllegalArgumentException(
                        "The query '%s' grades the document '%s' with %s. Grade it with 0 or more."
                                .formatted(query, id, value));
            }
            if (value > 0) {
                relevant.put(id, value);
            }
        });
        if (relevant.isEmpty()) {
            throw new IllegalArgumentException(
                    "The query '%s' has no relevant document. Name one, or say so with withoutAnswer(...)."
                            .formatted(query));
        }
        return withQuery(query, relevant);
    }

    /**
     * Return a copy with one more query that no document answers: a search is not judged by it, an answer is.
     *
     * @throws IllegalArgumentException if the query is there already
     */
    public Judgements withoutAnswer(String query) {
        return withQuery(query, Map.of());
    }

    private Judgements withQuery(String query, Map<String, Integer> relevant) {
        Map<String, Map<String, Integer>> more = new LinkedHashMap<>(grades);
        if (more.put(query, Collections.unmodifiableMap(relevant)) != null) {
            throw new IllegalArgumentException("The query '%s' is judged twice. Judge it once.".formatted(query));
        }
        return new Judgements(more);
    }

    /** Return all queries, in the order in which they were added. */
    public List<String> queries() {
        return List.copyOf(grades.keySet());
    }

    /** Return the queries that a document answers. */
    public List<String> answerable() {
        List<String> queries = new ArrayList<>(grades.keySet());
        queries.removeIf(query -> relevant(query).isEmpty());
        return queries;
    }

    /**
     * Return the ids of the documents that are relevant to a query; none if it has no answer.
     *
     * @throws IllegalArgumentException if the query is not judged
     */
    public Set<String> relevant(String query) {
        return gradesOf(query).keySet();
    }

    Map<String, Integer> gradesOf(String query) {
        Map<String, Integer> found = grades.get(query);
        if (found == null) {
            throw new IllegalArgumentException(
                    "The query '%s' is not judged, but %s are.".formatted(query, grades.keySet()));
        }
        return found;
    }

    /** Return the queries, each with its relevant documents and their grades. */
    @Override
    public String toString() {
        return grades.toString();
    }
}
