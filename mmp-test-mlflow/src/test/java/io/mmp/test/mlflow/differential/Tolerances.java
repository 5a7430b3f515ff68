package io.mmp.test.mlflow.differential;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every difference between the embedded and the real server that is accepted; there is no other list. */
final class Tolerances {

    private static final Pattern SET = Pattern.compile("\\{('[^{}]*')}");
    private static final Pattern SQL_ERROR =
            Pattern.compile("( Error: .*)?(\\(raised as a result of [^)]*\\) )?\\(sqlite3\\..*", Pattern.DOTALL);
    private static final String RELATIVE_SOURCE = "Invalid model version source: '/";

    private static final List<Tolerance> ALL = List.of(
            new Tolerance(
                    "The real server quotes its SQL statement and the time in it; only the sentence in front is the API's.",
                    messages -> SQL_ERROR.matcher(messages.reference()).find()
                            && messages.other().startsWith(textBeforeSql(messages.reference()))),
            new Tolerance(
                    "The real server prints a Python set, whose order changes from process to process.",
                    messages -> sortedSets(messages.reference()).equals(sortedSets(messages.other()))),
            new Tolerance(
                    "A relative source is resolved against the working directory of the server's process.",
                    messages -> messages.reference().startsWith(RELATIVE_SOURCE)
                            && messages.other().startsWith(RELATIVE_SOURCE)
                            && textAfterDirectory(messages.other()).equals(textAfterDirectory(messages.reference()))));

    private Tolerances() {}

    private static String sortedSets(String message) {
        return SET.matcher(message)
                .replaceAll(set -> Matcher.quoteReplacement(
                        Stream.of(set.group(1).split(", ", -1)).sorted().collect(Collectors.joining(", ", "{", "}"))));
    }

    private static String textBeforeSql(String message) {
        return SQL_ERROR.matcher(message).replaceFirst("");
    }

    private static String textAfterDirectory(String message) {
        int end = message.indexOf("'.");
        return message.substring(message.lastIndexOf('/', end));
    }

    /** Return the entry that excuses the difference. */
    static Optional<Tolerance> covering(Difference difference) {
        return ALL.stream().filter(tolerance -> tolerance.covers(difference)).findFirst();
    }
}
