package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.wire.HttpRequest;
import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The answer to a request for a file, streamed. */
public final class ArtifactFile {

    private ArtifactFile() {}

    /**
     * Answer a client with the file or the parts of it that the request asks for.
     *
     * @param path the path of the file below the artifact root
     */
    static HttpResponse of(ArtifactStore store, String path, HttpRequest request) throws IOException {
        if (request.method().equals("HEAD")) {
            return cached(store, path, request);
        }
        return answer(store, path, file -> {
            Map<String, String> headers = headers(file);
            Optional<String> range = range(request);
            return range.isPresent() ? PartialContent.of(range.get(), file, headers) : whole(file, headers);
        });
    }

    /**
     * Answer with the file, or the part of it that the request asks for, as MLflow's inner server does: it answers people, and
     * clients that ask for the headers only.
     *
     * @param path the path of the file below the artifact root
     */
    public static HttpResponse cached(ArtifactStore store, String path, HttpRequest request) throws IOException {
        return answer(store, path, file -> {
            Map<String, String> headers = headers(file);
            headers.put("Cache-Control", "no-cache");
            Optional<String> range = range(request);
            return range.isPresent() && file.size() > 0
                    ? SinglePart.of(range.get(), file, headers)
                    : whole(file, headers);
        });
    }

    /** Open a file, which the answer closes when it is sent. */
    private static HttpResponse answer(ArtifactStore store, String path, Function<OpenFile, HttpResponse> reading)
            throws IOException {
        OpenFile file = store.open(path).orElseThrow(() -> RestException.missing("No such artifact: '" + path + "'"));
        try {
            return reading.apply(file).closing(file);
        } catch (RuntimeException | Error failure) {
            file.close();
            throw failure;
        }
    }

    private static HttpResponse whole(OpenFile file, Map<String, String> headers) {
        return new HttpResponse(200, headers, file.size(), out -> file.copy(0, file.size(), out));
    }

    private static Map<String, String> headers(OpenFile file) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", MediaTypes.of(file.name()));
        headers.put("Content-Disposition", ContentDisposition.attachment(file.name()));
        headers.put("Accept-Ranges", "bytes");
        return headers;
    }

    /** A client that asks for a part of an unchanged file has a validator to compare with, and none is sent. */
    private static Optional<String> range(HttpRequest request) {
        return request.header("If-Range").isPresent() ? Optional.empty() : request.header("Range");
    }
}
