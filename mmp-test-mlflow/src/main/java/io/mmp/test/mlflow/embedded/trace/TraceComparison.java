package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A comparison in a filter of traces whose form is right.
 *
 * @param key where the value is kept, whatever it is called in the filter
 * @param right empty in a null test
 * @param values the texts on the right side, or the text of a number there
 */
record TraceComparison(TraceKey key, String comparator, Optional<SearchToken> right, List<String> values) {

    private static final Set<String> NUMBERS =
            Set.of("timestamp", "timestamp_ms", "execution_time", "execution_time_ms", "end_time", "end_time_ms");
    private static final Set<String> LISTED = Set.of("name", "status", "request_id", "run_id", "client_request_id");
    private static final Set<String> ATTRIBUTES = Trees.union(NUMBERS, Trees.union(LISTED, Set.of("prompt", "text")));

    /** Read a comparison, or refuse its form. */
    static TraceComparison of(SearchToken comparison) {
        TraceKey named = TraceKey.of(comparison.parts().get(0).text(), ATTRIBUTES);
        String written = comparison.parts().get(1).text();
        if (comparison.parts().size() == 2) {
            return new TraceComparison(named.resolved(), written.toUpperCase(Locale.ROOT), Optional.empty(), List.of());
        }
        SearchToken right = comparison.parts().get(2);
        if (named.isAssessment()) {
            AssessmentMatch.requireValue(named, written, right);
        }
        List<String> values = values(named, right);
        if (named.type().equals(TraceKey.SPAN)) {
            SpanMatch.requireComparator(named.key(), written);
        }
        return new TraceComparison(named.resolved(), written.toUpperCase(Locale.ROOT), Optional.of(right), values);
    }

    boolean isList() {
        return right.isPresent() && right.get().is(Kind.PARENTHESIS);
    }

    /** Tell whether a list is compared as only a text can be. */
    boolean isListAsText() {
        return isList() && !SearchValue.isListComparator(comparator) && !key.isSpanAttribute();
    }

    String value() {
        return values.isEmpty() ? "" : values.get(0);
    }

    private static List<String> values(TraceKey key, SearchToken right) {
        if (SearchValue.isText(right)) {
            return List.of(SearchValue.text(right));
        }
        boolean isAttribute = key.type().equals(TraceKey.ATTRIBUTE);
        boolean takesList =
                isAttribute || key.type().equals(TraceKey.TAG) || key.type().equals(TraceKey.SPAN);
        if (right.is(Kind.PARENTHESIS) && takesList) {
            if (isAttribute && !LISTED.contains(key.key())) {
                throw RestException.invalid("Only attributes in " + SearchKey.set(LISTED)
                        + " supports comparison with a list of quoted string values.");
            }
            return SearchValue.list(right);
        }
        if (key.isAssessment()) {
            return List.of(right.text());
        }
        if (!isAttribute) {
            throw RestException.invalid("Expected a quoted string value for " + key.type()
                    + " (e.g. 'my-value'). Got value " + right.text());
        }
        if (!SearchValue.isNumber(right)) {
            throw RestException.invalid(
                    "Expected a quoted string value or a list of quoted string values for attributes. Got value "
                            + right.text());
        }
        if (!NUMBERS.contains(key.key())) {
            throw RestException.invalid(
                    "Only the '" + SearchKey.set(NUMBERS) + "' attributes support comparison with numeric values.");
        }
        return List.of(right.text());
    }
}
