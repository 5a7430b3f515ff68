package io.mmp.test.examples.rag.performance;

import io.mmp.test.examples.rag.Corpus;
import io.mmp.test.examples.rag.RagClient;
import io.mmp.test.examples.rag.RagSystem;
import io.mmp.test.retrieval.RetrievalMetric;
import io.mmp.test.retrieval.RetrievalResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints how long the RAG system takes to start, to index, to search and to answer, one request at a time, and how well it searches. */
final class RagBenchmark {

    private static final int REQUESTS = 300;

    private RagBenchmark() {}

    /** Run the benchmark and print its figures. */
    public static void main(String... arguments) throws Exception {
        for (int i = 0; i < 2; i++) {
            RagSystem.start().close(); // so that no file is cold
        }
        long start = System.nanoTime();
        try (RagSystem system = RagSystem.start()) {
            print("start of the four services", millisSince(start));
            RagClient client = system.client();
            print("index of 8 files", timed(() -> client.indexAll(Corpus.DIRECTORY)));
            List<String> queries = Corpus.JUDGEMENTS.queries();
            repeat("search", i -> client.search(queries.get(i % queries.size()), 5));
            repeat("answer of the stand-in", i -> client.generate(queries.get(i % queries.size())));
            RetrievalResult result = RetrievalResult.of(Corpus.JUDGEMENTS, client::searchFiles);
            for (RetrievalMetric metric : List.of(
                    RetrievalMetric.recallAt(1),
                    RetrievalMetric.recallAt(3),
                    RetrievalMetric.reciprocalRank(),
                    RetrievalMetric.ndcgAt(5))) {
                System.out.printf(Locale.ROOT, "%-30s %8.3f%n", metric, result.mean(metric));
            }
            System.out.println(system.rag().log().lines().findFirst().orElse(""));
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private interface Request {
        void send(int number) throws Exception;
    }

    private static void repeat(String what, Request request) throws Exception {
        double[] millis = new double[REQUESTS];
        for (int i = -REQUESTS; i < REQUESTS; i++) { // the first half warms up
            int number = Math.abs(i);
            millis[number % REQUESTS] = timed(() -> request.send(number));
        }
        Arrays.sort(millis);
        print(what + ", p50", millis[REQUESTS / 2]);
        print(what + ", p95", millis[REQUESTS * 95 / 100]);
    }

    private static double timed(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return millisSince(start);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void print(String what, double millis) {
        System.out.printf(Locale.ROOT, "%-30s %8.1f ms%n", what, millis);
    }
}
