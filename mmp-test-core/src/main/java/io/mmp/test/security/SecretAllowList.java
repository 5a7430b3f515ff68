package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.text.Words;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values that are known to be no secrets, such as the key of a test. Each is allowed wherever it stands, and nothing else is: no path is exempt as a whole.
 *
 * @since 0.1.0
 */
public final class SecretAllowList {

    private static final Pattern LINE = Pattern.compile("(sha256:[0-9a-fA-F]{64})(?:\\s+#.*)?");

    private final Set<String> digests;

    private SecretAllowList(Set<String> digests) {
        this.digests = digests;
    }

    /** Allow nothing, to begin with. */
    public static SecretAllowList none() {
        return new SecretAllowList(Set.of());
    }

    /**
     * Read a file with a digest a line, such as {@code sha256:9f86...0a08 # the key of the tests}, so that the file itself has no secret in it. Lines that begin with {@code #} are comments.
     *
     * @throws SecretScanException if it cannot be read, or a line is something else
     */
    public static SecretAllowList of(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, UTF_8);
        } catch (CharacterCodingException e) {
            throw new SecretScanException("The allow-list %s is not in UTF-8. Write it so.".formatted(file), e);
        } catch (IOException e) {
            throw new SecretScanException(
                    "The allow-list %s cannot be read (%s). Name one that this user may read.".formatted(file, e), e);
        }
        SecretAllowList list = none();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\ufeff", "").strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                if (!LINE.matcher(line).matches()) {
                    throw new SecretScanException(
                            "Line %s of the allow-list %s is no digest. Write 'sha256:' and the 64 digits that SecretAllowList.digestOf(VALUE) returns, not the value itself."
                                    .formatted(i + 1, file));
                }
                list = list.withDigest(line.substring(0, 71));
            }
        }
        return list;
    }

    /** Return the digest of a value, as a list has it. */
    public static String digestOf(String value) {
        return "sha256:" + HexFormat.of().formatHex(CosignKey.sha256(value.getBytes(UTF_8)));
    }

    /** Return a list that allows this value too. */
    public SecretAllowList withValue(String value) {
        return withDigest(digestOf(value));
    }

    /** Return a list that allows the value with this digest too, such as {@code sha256:9f86...0a08}. */
    public SecretAllowList withDigest(String digest) {
        if (!LINE.matcher(digest).matches() || digest.length() != 71) {
            throw new SecretScanException(
                    "What is allowed is named by 'sha256:' and 64 digits, as SecretAllowList.digestOf(VALUE) returns them.");
        }
        Set<String> more = new LinkedHashSet<>(digests);
        more.add(digest.toLowerCase(Locale.ROOT));
        return new SecretAllowList(more);
    }

    boolean allows(SecretFinding finding) {
        return digests.contains(finding.digest());
    }

    /** Return the digests that are of nothing that was found. */
    List<String> stale(List<SecretFinding> findings) {
        List<String> stale = new ArrayList<>(digests);
        findings.forEach(finding -> stale.remove(finding.digest()));
        return stale;
    }

    /** Return how many values are allowed. */
    @Override
    public String toString() {
        return Words.count(digests.size(), "allowed value");
    }
}
