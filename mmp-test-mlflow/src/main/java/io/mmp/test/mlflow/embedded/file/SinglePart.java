package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answer of MLflow's inner server to a {@code Range} header: one part of a file, or a refusal of all else. */
final class SinglePart {

    private static final Pattern RANGE = Pattern.compile(
            "[ \t]*bytes[ \t]*=[ \t]*(?:([0-9]+)[ \t]*-[ \t]*([0-9]*)|-([0-9]+))[ \t]*", Pattern.CASE_INSENSITIVE);

    private SinglePart() {}

    /**
     * Answer a request for a part of a file that is not empty.
     *
     * @param headers the headers of the whole file
     */
    static HttpResponse of(String range, OpenFile file, Map<String, String> headers) {
        long size = file.size();
        Matcher bounds = RANGE.matcher(range);
        Optional<ByteRange> part = bounds.matches() ? Optional.of(part(bounds, size)) : Optional.empty();
        return part.filter(found -> found.first().signum() >= 0 && !found.isEmpty())
                .map(found -> found.answer(file, headers))
                .orElseGet(() -> HttpResponse.errorPage(
                                416,
                                "Requested Range Not Satisfiable",
                                "The server cannot provide the requested range.")
                        .withHeader("Content-Range", "bytes */" + size));
    }

    private static ByteRange part(Matcher bounds, long size) {
        BigInteger fileEnd = BigInteger.valueOf(size);
        if (bounds.group(1) == null) {
            return new ByteRange(fileEnd.subtract(new BigInteger(bounds.group(3))), fileEnd);
        }
        BigInteger end = bounds.group(2).isEmpty()
                ? fileEnd
                : new BigInteger(bounds.group(2)).add(BigInteger.ONE).min(fileEnd);
        return new ByteRange(new BigInteger(bounds.group(1)), end);
    }
}
