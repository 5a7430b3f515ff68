package io.mmp.test.examples.platform.pipeline;

import io.mmp.test.examples.platform.BuiltProgram;
import io.mmp.test.server.ServerSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A real server of S3's protocol, versitygw, on the loopback alone; its buckets are directories of its own, which go with it. */
final class ObjectStore {

    static final String ACCESS_KEY = "test-access";
    static final String SECRET_KEY = "test-secret";
    static final String REGION = "us-east-1";

    static final String MISSING =
            "versitygw is neither in PATH nor in the cache; '.ci/go-programs versitygw' builds it once for this user (94 CPU-seconds)";

    /** What it knows of an object beside its bytes needs a place where the file system has no extended attributes. */
    private static final String SERVE =
            "mkdir -p buckets attributes && exec \"$0\" --port 127.0.0.1:{port} --health /health posix --sidecar \"$PWD/attributes\" \"$PWD/buckets\"";

    private ObjectStore() {}

    /** Describe the server. */
    static ServerSpec spec() {
        return ServerSpec.of(
                        "object-store",
                        "sh",
                        "-c",
                        SERVE,
                        program().orElseThrow().toString())
                .withEnvironment(
                        Map.of("ROOT_ACCESS_KEY", ACCESS_KEY, "ROOT_SECRET_KEY", SECRET_KEY, "VGW_REGION", REGION));
    }

    /** Return what leads AWS's clients in another process there, and those of MLflow. */
    static Map<String, String> environment(URI address) {
        return Map.of(
                "MLFLOW_S3_ENDPOINT_URL",
                address.toString(),
                "AWS_ENDPOINT_URL_S3",
                address.toString(),
                "AWS_ACCESS_KEY_ID",
                ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET_KEY,
                "AWS_DEFAULT_REGION",
                REGION,
                "AWS_CONFIG_FILE",
                "/dev/null",
                "AWS_MAX_ATTEMPTS",
                "1",
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    /** Find the program. */
    static Optional<Path> program() {
        return BuiltProgram.find("versitygw", "versitygw").map(Path::toAbsolutePath);
    }
}
