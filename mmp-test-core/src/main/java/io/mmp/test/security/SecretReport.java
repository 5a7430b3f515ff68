package io.mmp.test.security;

import io.mmp.test.text.Words;
import java.util.List;

/**
 * What a scan has found.
 *
 * @param findings the secrets, without those that are allowed
 * @param allowed those that are allowed
 * @param stale digests of the allow-list that are of nothing that was found
 * @param unjudged what could not be judged, with the reason: it may hold secrets
 * @param leftOut what was left out by design or by request, with the reason
 * @param files how many files and entries were read
 * @param bytes how many bytes they have, unpacked
 * @since 0.1.0
 */
public record SecretReport(
        List<SecretFinding> findings,
        List<SecretFinding> allowed,
        List<String> stale,
        List<String> unjudged,
        List<String> leftOut,
        long files,
        long bytes) {

    /** Return the figures and the findings, one a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%s in %s, %s bytes; %s allowed, %s not judged, %s left out"
                .formatted(
                        Words.count(findings.size(), "secret"),
                        Words.count(files, "file"),
                        bytes,
                        allowed.size(),
                        unjudged.size(),
                        leftOut.size()));
        findings.forEach(finding -> text.append("\n  ").append(finding));
        return text.toString();
    }
}
