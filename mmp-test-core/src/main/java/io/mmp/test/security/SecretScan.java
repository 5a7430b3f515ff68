package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.container.ImageExport;
import io.mmp.test.server.ManagedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.AssertProvider;

/**
 * A search for secrets in what is to be published or deployed: a directory, a file, an archive, an image, a log.
 *
 * <p>Archives (zip, jar, tar, gzip) are searched to a depth of eight. Links are not followed. Packed objects of git are left out: {@code gitleaks git} reads a history.
 *
 * @since 0.1.0
 */
public final class SecretScan implements AssertProvider<SecretScanAssert> {

    private static final long MOST_UNPACKED = 8L << 30;

    private interface Source {
        void search(SecretContent content, List<Pattern> without);
    }

    private final String name;
    private final Source source;
    private final SecretAllowList allowed;
    private final List<Pattern> without;
    private final long mostUnpacked;

    private SecretScan(String name, Source source, SecretAllowList allowed, List<Pattern> without, long mostUnpacked) {
        this.name = name;
        this.source = source;
        this.allowed = allowed;
        this.without = without;
        this.mostUnpacked = mostUnpacked;
    }

    private static SecretScan of(String name, Source source) {
        return new SecretScan(name, source, SecretAllowList.none(), List.of(), MOST_UNPACKED);
    }

    /** Search a directory with all below it, or a file. */
    public static SecretScan of(Path path) {
        return of(path.toString(), (content, without) -> SecretDirectory.search(path, content, without));
    }

    /** Search each layer and the configuration of an image that this machine has, such as {@code mmp-test/redis:7}, by its Docker daemon. */
    public static SecretScan ofImage(String image) {
        return of("image " + image, (content, without) -> {
            try (InputStream in = ImageExport.open(image)) {
                new ImageArchive(content).tar(in);
            } catch (IOException e) {
                throw new SecretScanException(
                        "The image %s cannot be read to its end (%s). Look into the log of the Docker daemon."
                                .formatted(image, e),
                        e);
            }
        });
    }

    /** Search each layer and the configuration of an image in a file, as {@code docker save} writes it, or in a directory of the OCI layout. */
    public static SecretScan ofImageArchive(Path archive) {
        return of(archive.toString(), (content, without) -> {
            try {
                if (Files.isDirectory(archive)) {
                    new ImageArchive(content).layout(archive);
                } else {
                    try (InputStream in = Files.newInputStream(archive)) {
                        new ImageArchive(content).tar(in);
                    }
                }
            } catch (IOException e) {
                throw new SecretScanException(
                        "%s cannot be read as an image (%s). Write it by docker save.".formatted(archive, e), e);
            }
        });
    }

    /** Search what a server has written up to now. */
    public static SecretScan ofLog(String name, ManagedServer server) {
        return ofText("log of " + name, server.log());
    }

    /** Search a text, such as the body of an answer, with a name for messages. */
    public static SecretScan ofText(String name, String text) {
        // By the ending it is judged as what a program says.
        return of(name, (content, without) -> {
            int first = content.findings.size();
            content.file("text.log", new ByteArrayInputStream(text.getBytes(UTF_8)));
            content.findings.subList(first, content.findings.size()).replaceAll(finding -> finding.in(name, ""));
        });
    }

    /** Return a scan that lets these values pass, wherever they stand. */
    public SecretScan withAllowed(SecretAllowList list) {
        return new SecretScan(name, source, list, without, mostUnpacked);
    }

    /** Return a scan that leaves out files whose path below the directory, with slashes, matches as a whole, such as {@code data/.*\.xz}: what cannot be judged, or is not published. The report names them. */
    public SecretScan withoutFiles(Pattern path) {
        List<Pattern> more = new ArrayList<>(without);
        more.add(path);
        return new SecretScan(name, source, allowed, more, mostUnpacked);
    }

    /** Return a scan that unpacks at most so many bytes of one file, instead of 8 GiB. */
    public SecretScan withMostUnpacked(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("The most that is unpacked must be 1 byte or more: " + bytes);
        }
        return new SecretScan(name, source, allowed, without, bytes);
    }

    /**
     * Search.
     *
     * @throws SecretScanException if there is no such directory, file or image
     */
    public SecretReport report() {
        SecretContent content = new SecretContent(mostUnpacked);
        source.search(content, without);
        return new SecretReport(
                content.findings.stream()
                        .filter(finding -> !allowed.allows(finding))
                        .toList(),
                content.findings.stream().filter(allowed::allows).toList(),
                allowed.stale(content.findings),
                List.copyOf(content.unjudged),
                List.copyOf(content.leftOut),
                content.files,
                content.bytes);
    }

    /** Start assertions. */
    @Override
    public SecretScanAssert assertThat() {
        return new SecretScanAssert(this);
    }

    /** Return what is searched. */
    @Override
    public String toString() {
        return name;
    }
}
