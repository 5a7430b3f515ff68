package io.mmp.test.mlflow.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The answer to a request for a file, streamed. */
final class ArtifactFile {

    private ArtifactFile() {}

    /**
     * Answer with the file or the parts of it that the request asks for.
     *
     * @param path the path of the file below the artifact root
     */
    static HttpResponse of(Path file, String path, HttpRequest request) throws IOException {
        if (!Files.exists(file)) {
            throw RestException.missing("No such artifact: '" + path + "'");
        }
        String name = ArtifactStore.nameOf(file);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", MediaTypes.of(name));
        headers.put("Content-Disposition", ContentDisposition.attachment(name));
        headers.put("Accept-Ranges", "bytes");
        Optional<String> range = request.header("Range");
        // A client that asks for a part of an unchanged file has a validator to compare with, and none is sent.
        return range.isPresent() && request.header("If-Range").isEmpty()
                ? PartialContent.of(range.get(), file, headers)
                : new HttpResponse(200, headers, Files.size(file), out -> Files.copy(file, out));
    }
}
