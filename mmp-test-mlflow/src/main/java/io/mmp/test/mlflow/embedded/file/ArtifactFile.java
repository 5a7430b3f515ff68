package io.mmp.test.mlflow.embedded.file;

import io.mmp.test.mlflow.embedded.wire.HttpRequest;
import io.mmp.test.mlflow.embedded.wire.HttpResponse;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The answer to a request for a file, streamed. */
public final class ArtifactFile {

    private ArtifactFile() {}

    /**
     * Answer a client with the file or the parts of it that the request asks for.
     *
     * @param path the path of the file below the artifact root
     */
    static HttpResponse of(Path file, String path, HttpRequest request) throws IOException {
        if (request.method().equals("HEAD")) {
            return cached(file, path, request);
        }
        Map<String, String> headers = headers(file, path);
        Optional<String> range = range(request);
        return range.isPresent() ? PartialContent.of(range.get(), file, headers) : whole(file, headers);
    }

    /**
     * Answer with the file, or the part of it that the request asks for, as MLflow's inner server does: it answers people, and
     * clients that ask for the headers only.
     *
     * @param path the path of the file below the artifact root
     */
    public static HttpResponse cached(Path file, String path, HttpRequest request) throws IOException {
        Map<String, String> headers = headers(file, path);
        headers.put("Cache-Control", "no-cache");
        Optional<String> range = range(request);
        return range.isPresent() && Files.size(file) > 0
                ? SinglePart.of(range.get(), file, headers)
                : whole(file, headers);
    }

    private static HttpResponse whole(Path file, Map<String, String> headers) throws IOException {
        return new HttpResponse(200, headers, Files.size(file), out -> Files.copy(file, out));
    }

    private static Map<String, String> headers(Path file, String path) {
        if (!Files.exists(file)) {
            throw RestException.missing("No such artifact: '" + path + "'");
        }
        String name = FileNames.ofThisJvm().decode(file);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", MediaTypes.of(name));
        headers.put("Content-Disposition", ContentDisposition.attachment(name));
        headers.put("Accept-Ranges", "bytes");
        return headers;
    }

    /** A client that asks for a part of an unchanged file has a validator to compare with, and none is sent. */
    private static Optional<String> range(HttpRequest request) {
        return request.header("If-Range").isPresent() ? Optional.empty() : request.header("Range");
    }
}
