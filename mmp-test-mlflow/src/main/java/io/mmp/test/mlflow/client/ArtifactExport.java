package io.mmp.test.mlflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the files of runs and models: small ones as a whole, of larger ones the size and the digest. */
record ArtifactExport(MlflowRest rest, long maxSize) {

    private static final String SERVED = "mlflow-artifacts:/";

    /** Add the files below the artifact URI of a run or model, if the server that is read keeps them itself. */
    void addTo(Map<String, Object> owner, String name) {
        String uri = String.valueOf(owner.get("artifact_uri"));
        if (maxSize < 0 || !uri.startsWith(SERVED) || uri.startsWith(SERVED + "/")) {
            return;
        }
        ArtifactTree files = MlflowArtifacts.tree(rest, uri, name);
        List<Map<String, Object>> found = new ArrayList<>();
        for (Artifact file : files.walk()) {
            if (!file.isDirectory()) {
                found.add(file(files, file));
            }
        }
        if (!found.isEmpty()) {
            owner.put("artifacts", found);
        }
    }

    private Map<String, Object> file(ArtifactTree files, Artifact file) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", file.path());
        if (file.size() > maxSize) {
            tree.put("size", file.size());
            tree.put("sha256", files.sha256(file.path()));
            return tree;
        }
        byte[] content = files.read(file.path());
        try {
            tree.put("text", UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException binary) {
            tree.put("base64", Base64.getEncoder().encodeToString(content));
        }
        return tree;
    }
}
