package io.mmp.test.examples.platform.pipeline;

import io.mmp.test.server.ServerSpec;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        Stream<Path> onPath = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "versitygw"));
        return Stream.concat(onPath, Stream.of(cache().resolve("versitygw-1.8.0/versitygw")))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toAbsolutePath)
                .findFirst();
    }

    private static Path cache() {
        String named = System.getProperty("mmp.cache.dir");
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        if (named != null) {
            return Path.of(named);
        }
        return xdg.startsWith("/")
                ? Path.of(xdg, "mmp-test")
                : Path.of(System.getProperty("user.home"), ".cache/mmp-test");
    }
}
