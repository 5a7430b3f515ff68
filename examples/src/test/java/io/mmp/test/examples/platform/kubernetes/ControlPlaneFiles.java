package io.mmp.test.examples.platform.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The certificates, keys and tokens of a control plane, in a directory that nobody else can read. */
final class ControlPlaneFiles implements AutoCloseable {

    /** Whoever has it may do everything, with a server that only this machine reaches, while a test runs. */
    static final String ADMIN_TOKEN = "admin-of-a-test";

    private final Path directory;
    private final LocalCertificate certificate;

    private ControlPlaneFiles(Path directory) throws IOException, NoSuchAlgorithmException {
        this.directory = directory;
        this.certificate = LocalCertificate.create(directory);
        write("server.crt", certificate.pem());
        write("server.key", certificate.keyPem());
        write("tokens.csv", "%s,admin,1,\"system:masters\"%n".formatted(ADMIN_TOKEN));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair accounts = generator.generateKeyPair();
        write(
                "accounts.key",
                LocalCertificate.pem("PRIVATE KEY", accounts.getPrivate().getEncoded()));
        write(
                "accounts.pub",
                LocalCertificate.pem("PUBLIC KEY", accounts.getPublic().getEncoded()));
    }

    /** Make them. */
    static ControlPlaneFiles create() {
        try {
            return new ControlPlaneFiles(Files.createTempDirectory("kubernetes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    LocalCertificate certificate() {
        return certificate;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** Write what programs find the API server with, and are its administrators by. */
    Path kubeconfig(URI apiServer) {
        try {
            return write("kubeconfig", """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                    users: [{name: admin, user: {token: "%s"}}]
                    contexts: [{name: test, context: {cluster: test, user: admin}}]
                    current-context: test
                    """.formatted(apiServer, certificate.base64Pem(), ADMIN_TOKEN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(path(name), text);
    }

    /** Remove them. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
