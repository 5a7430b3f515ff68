package io.mmp.test.examples.rag;

import io.mmp.test.retrieval.Judgements;
import io.mmp.test.retrieval.Refusals;
import java.nio.file.Path;
import java.util.Map;

/** A few files of code, and what people expect of a search in them. */
public final class Corpus {

    /** Where the files are. */
    public static final Path DIRECTORY = Path.of("src/test/resources/rag/corpus");

    /** What each query must find, as people have judged it, and two that no file answers. */
    public static final Judgements JUDGEMENTS = Judgements.of("pandas DataFrame", "csv_reader.py")
            .with("read a CSV file", "csv_reader.py")
            .with("average of every column", "csv_reader.py")
            .with("download a web page", "http_client.py")
            .with("try again after a network error", "http_client.py")
            .with("store passwords safely", "passwords.py")
            .with("verify a login", "passwords.py")
            .with("sort a list of numbers", "sorting.py")
            .with("find an element in an ordered array", "sorting.py")
            .with("machine learning model", "training.py")
            .with("accuracy on test data", "training.py")
            .with("SQL table", "database.py")
            .with("roll back a failed transaction", "database.py")
            .with("make a picture smaller", "images.py")
            .with("black and white photo", "images.py")
            .with("send mail", "emails.py")
            .with("random seed for split of data", "training.py")
            .withGrades("download from a server or send to one", Map.of("http_client.py", 2, "emails.py", 1))
            .withoutAnswer("What is the capital of France?")
            .withoutAnswer("Who won the football match yesterday?");

    /** How the language model says that it has no answer. */
    public static final Refusals REFUSALS = Refusals.of(Prompt.REFUSAL, Prompt.REFUSAL_IN_KOREAN);

    private Corpus() {}
}
