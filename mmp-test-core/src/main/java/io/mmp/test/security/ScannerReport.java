package io.mmp.test.security;

import io.mmp.test.json.JsonReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AssertProvider;

/**
 * The report of a scanner for vulnerabilities: JSON of Trivy ({@code --format json}), Grype ({@code -o json}) or OSV-Scanner ({@code --format json}), told apart by its members.
 *
 * <p>A vulnerability that is there by several names, such as GitHub's and that of CVE, counts once for a package.
 *
 * @since 0.1.0
 */
public final class ScannerReport implements AssertProvider<ScannerReportAssert> {

    private final String name;
    private final ScannerFindings findings;
    private final List<Vulnerability> vulnerabilities;

    private ScannerReport(String name, ScannerFindings findings) {
        this.name = name;
        this.findings = findings;
        this.vulnerabilities = distinct(findings.all());
    }

    /**
     * Read a report.
     *
     * @throws VulnerabilityException if it cannot be read or is of no scanner that is known
     */
    public static ScannerReport read(Path file) {
        try {
            ScannerNode report = new ScannerNode(JsonReader.read(Files.readString(file)));
            return new ScannerReport(
                    file.toString(),
                    ScannerFindings.of(report)
                            .orElseThrow(() -> new VulnerabilityException(
                                    "The report %s is JSON, but not of Trivy, Grype or OSV-Scanner.".formatted(file))));
        } catch (NoSuchFileException e) {
            throw new VulnerabilityException("The report %s does not exist.".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new VulnerabilityException("The report %s is not in UTF-8.".formatted(file), e);
        } catch (IOException e) {
            throw new VulnerabilityException("The report %s cannot be read (%s).".formatted(file, e), e);
        } catch (IllegalArgumentException e) {
            throw new VulnerabilityException(
                    "The report %s is not JSON (%s). Write it with --format json.".formatted(file, e.getMessage()), e);
        }
    }

    private static List<Vulnerability> distinct(List<Vulnerability> all) {
        List<Vulnerability> distinct = new ArrayList<>();
        for (Vulnerability found : all) {
            Vulnerability merged = found;
            for (Vulnerability same : distinct.stream().filter(found::isSame).toList()) {
                distinct.remove(same);
                merged = merge(same, merged);
            }
            distinct.add(merged);
        }
        return List.copyOf(distinct);
    }

    private static Vulnerability merge(Vulnerability first, Vulnerability second) {
        Set<String> names = new LinkedHashSet<>(first.names());
        names.addAll(second.names());
        Set<String> versions = new LinkedHashSet<>(first.fixedVersions());
        versions.addAll(second.fixedVersions());
        VulnerabilitySeverity severity = first.severity().or(Optional.of(second.severity()));
        if (second.severity() != VulnerabilitySeverity.UNKNOWN
                && second.severity().compareTo(severity) > 0) {
            severity = second.severity();
        }
        VulnerabilitySeverity worst = first.worst().or(Optional.of(second.worst()));
        if (second.worst() != VulnerabilitySeverity.UNKNOWN && second.worst().compareTo(worst) > 0) {
            worst = second.worst();
        }
        return new Vulnerability(
                first.id(),
                names,
                first.packageName(),
                first.version(),
                List.copyOf(versions),
                severity,
                worst,
                earlier(first.published(), second.published()),
                earlier(first.fixed(), second.fixed()),
                first.place());
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isBefore(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }

    /** Return what was found, each once. */
    public List<Vulnerability> vulnerabilities() {
        return vulnerabilities;
    }

    /** Return when the report was made; empty if it does not say, as OSV-Scanner's does not. */
    public Optional<Instant> created() {
        return findings.created();
    }

    /** Return the digests of the image that was scanned: of its configuration, its manifest, and those of registries. */
    public Set<String> digests() {
        return findings.digests();
    }

    /** Return why nothing can have been found; empty if something was scanned. */
    String emptiness() {
        return findings.emptiness();
    }

    /** Start assertions. */
    @Override
    public ScannerReportAssert assertThat() {
        return new ScannerReportAssert(this);
    }

    /** Return the scanner and the file. */
    @Override
    public String toString() {
        return "report of %s %s".formatted(findings.tool(), name);
    }
}
