package io.mmp.test.examples.platform.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The three calls that a test makes to put data in place, signed with AWS's signature of version 4. The SDK would be 10 MB for them; that the server is right for it
 * the pipeline shows, which reads with AWS's own client.
 */
final class ObjectStoreClient {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    ObjectStoreClient(URI address) {
        this.address = address;
    }

    void createBucket(String bucket) throws IOException, InterruptedException {
        send("PUT", "/" + bucket, new byte[0]);
    }

    void put(String bucket, String key, byte[] content) throws IOException, InterruptedException {
        send("PUT", "/" + bucket + "/" + key, content);
    }

    byte[] get(String bucket, String key) throws IOException, InterruptedException {
        return send("GET", "/" + bucket + "/" + key, new byte[0]);
    }

    /** @param path of letters, digits, {@code /}, {@code .}, {@code -} and {@code _} alone, which need no encoding */
    private byte[] send(String method, String path, byte[] body) throws IOException, InterruptedException {
        String time = TIME.format(Instant.now());
        String scope = "%s/%s/s3/aws4_request".formatted(time.substring(0, 8), ObjectStore.REGION);
        String content = sha256(body);
        String signed = "host;x-amz-content-sha256;x-amz-date";
        String request = String.join(
                "\n",
                method,
                path,
                "",
                "host:" + address.getAuthority(),
                "x-amz-content-sha256:" + content,
                "x-amz-date:" + time,
                "",
                signed,
                content);
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(request.getBytes(UTF_8)));
        byte[] key = ("AWS4" + ObjectStore.SECRET_KEY).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .method(method, BodyPublishers.ofByteArray(body))
                        .header("x-amz-content-sha256", content)
                        .header("x-amz-date", time)
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                                        .formatted(
                                                ObjectStore.ACCESS_KEY,
                                                scope,
                                                signed,
                                                HexFormat.of().formatHex(hmac(key, toSign))))
                        .build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("%s %s was answered with %s: %s"
                    .formatted(method, path, answer.statusCode(), new String(answer.body(), UTF_8)));
        }
        return answer.body();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
