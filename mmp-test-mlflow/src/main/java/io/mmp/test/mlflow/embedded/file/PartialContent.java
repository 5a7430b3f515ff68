package io.mmp.test.mlflow.embedded.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The answer to a {@code Range} header: one part of a file, several of them as a multipart body, or a complaint. */
final class PartialContent {

    private PartialContent() {}

    /**
     * Answer a request for parts of a file.
     *
     * @param headers the headers of the whole file
     */
    static HttpResponse of(String range, OpenFile file, Map<String, String> headers) {
        String[] unitAndParts = range.split("=", 2);
        if (unitAndParts.length < 2) {
            return complaint("Malformed range header.");
        }
        if (!unitAndParts[0].strip().toLowerCase(Locale.ROOT).equals("bytes")) {
            return complaint("Only support bytes range");
        }
        long size = file.size();
        List<ByteRange> parts = Stream.of(unitAndParts[1].split(",", -1))
                .map(String::strip)
                .flatMap(part -> ByteRange.of(part, size).stream())
                .sorted(Comparator.comparing(ByteRange::first))
                .toList();
        if (parts.isEmpty()) {
            return complaint("Range header: range must be requested");
        }
        if (!parts.stream().allMatch(part -> part.beginsWithin(size))) {
            return HttpResponse.text(416, "text/plain", "").withHeader("Content-Range", "bytes */" + size);
        }
        if (parts.stream().anyMatch(ByteRange::isEmpty)) {
            return complaint("Range header: start must be less than end");
        }
        List<ByteRange> joined = joined(parts);
        return joined.size() > 1
                ? multipart(joined, file, headers)
                : joined.get(0).answer(file, headers);
    }

    private static HttpResponse multipart(List<ByteRange> parts, OpenFile file, Map<String, String> headers) {
        String boundary =
                UUID.randomUUID().toString().replace("-", "").substring(6); // as long as MLflow's, and so the body
        byte[] end = ("--" + boundary + "--").getBytes(UTF_8);
        long size = file.size();
        List<byte[]> heads = parts.stream()
                .map(part -> "--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                        .formatted(boundary, headers.get("Content-Type"), part.header(size))
                        .getBytes(UTF_8))
                .toList();
        long length = end.length;
        for (int i = 0; i < parts.size(); i++) {
            length += heads.get(i).length + parts.get(i).length() + "\r\n".length();
        }
        return new HttpResponse(206, headers, length, out -> {
                    for (int i = 0; i < parts.size(); i++) {
                        out.write(heads.get(i));
                        parts.get(i).copy(file, out);
                        out.write("\r\n".getBytes(UTF_8));
                    }
                    out.write(end);
                })
                .withHeader("Content-Type", "multipart/byteranges; boundary=" + boundary);
    }

    private static List<ByteRange> joined(List<ByteRange> sorted) {
        List<ByteRange> joined = new ArrayList<>();
        for (ByteRange part : sorted) {
            int last = joined.size() - 1;
            Optional<ByteRange> both =
                    joined.isEmpty() ? Optional.empty() : joined.get(last).join(part);
            both.ifPresentOrElse(grown -> joined.set(last, grown), () -> joined.add(part));
        }
        return joined;
    }

    private static HttpResponse complaint(String text) {
        return HttpResponse.text(400, "text/plain", text);
    }
}
