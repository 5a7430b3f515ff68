package io.mmp.test.security;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a report says, whichever scanner wrote it.
 *
 * @param tool such as {@code Trivy}
 * @param emptiness why nothing can have been found; empty if something was scanned
 * @param created when it was made
 * @param digests of the image that was scanned
 * @param all what was found, some of it maybe by several names
 */
record ScannerFindings(
        String tool, String emptiness, Optional<Instant> created, Set<String> digests, List<Vulnerability> all) {

    /** Return what a report says, in the form of the scanner that wrote it; empty if it is of none that is known. */
    static Optional<ScannerFindings> of(ScannerNode report) {
        if (report.has("SchemaVersion") || report.has("ArtifactName")) {
            return Optional.of(trivy(report));
        }
        if (report.has("matches")) {
            return Optional.of(grype(report));
        }
        return report.has("results") ? Optional.of(osv(report)) : Optional.empty();
    }

    private static ScannerFindings trivy(ScannerNode report) {
        List<ScannerNode> scanned = report.get("Results").elements().stream()
                .filter(result -> result.get("Class").text().endsWith("-pkgs") || result.has("Vulnerabilities"))
                .toList();
        return new ScannerFindings(
                "Trivy",
                scanned.isEmpty() ? "it has no results of packages" : "",
                report.get("CreatedAt").instant(),
                digests(
                        Stream.of(report.get("Metadata").get("ImageID").text()),
                        report.get("Metadata").get("RepoDigests").texts().stream()),
                scanned.stream()
                        .flatMap(result -> result.get("Vulnerabilities").elements().stream()
                                .map(found -> trivy(found, result.get("Target").text())))
                        .toList());
    }

    private static Vulnerability trivy(ScannerNode found, String target) {
        Optional<VulnerabilitySeverity> scored = worst(found.get("CVSS")
                .values()
                .flatMap(source -> Stream.of("V40Score", "V3Score", "V2Score")
                        .flatMap(version -> source.get(version).number().stream())
                        .limit(1)));
        String id = found.get("VulnerabilityID").text();
        return vulnerability(
                id,
                names(id, found.get("VendorIDs").texts()),
                found.get("PkgName").text(),
                found.get("InstalledVersion").text(),
                split(found.get("FixedVersion").text()),
                VulnerabilitySeverity.of(found.get("Severity").text()),
                scored,
                found.get("PublishedDate").instant(),
                Optional.empty(),
                found.has("PkgPath") ? found.get("PkgPath").text() : target);
    }

    private static ScannerFindings grype(ScannerNode report) {
        ScannerNode target = report.get("source").get("target");
        List<Vulnerability> all = report.get("matches").elements().stream()
                .map(ScannerFindings::grypeMatch)
                .toList();
        boolean saysWhat = !report.get("distro").get("name").text().isEmpty();
        return new ScannerFindings(
                "Grype",
                all.isEmpty() && !saysWhat
                        ? "it has no matches, and names no distribution whose packages were looked at"
                        : "",
                report.get("descriptor").get("timestamp").instant(),
                digests(
                        Stream.of(
                                target.get("imageID").text(),
                                target.get("manifestDigest").text()),
                        target.get("repoDigests").texts().stream()),
                all);
    }

    private static Vulnerability grypeMatch(ScannerNode match) {
        ScannerNode found = match.get("vulnerability");
        ScannerNode artifact = match.get("artifact");
        List<ScannerNode> related = match.get("relatedVulnerabilities").elements();
        Optional<VulnerabilitySeverity> scored = worst(Stream.concat(Stream.of(found), related.stream())
                .flatMap(source -> source.get("cvss").elements().stream())
                .flatMap(cvss -> cvss.get("metrics").get("baseScore").number().stream()));
        ScannerNode fix = found.get("fix");
        String id = found.get("id").text();
        return vulnerability(
                id,
                names(id, related.stream().map(other -> other.get("id").text()).toList()),
                artifact.get("name").text(),
                artifact.get("version").text(),
                fix.get("versions").texts(),
                VulnerabilitySeverity.of(found.get("severity").text()),
                scored,
                found.get("published").instant(),
                fix.get("available").elements().stream()
                        .flatMap(version -> version.get("date").instant().stream())
                        .min(Comparator.naturalOrder()),
                artifact.get("locations").elements().stream()
                        .map(location -> location.get("path").text())
                        .findFirst()
                        .orElse(""));
    }

    private static ScannerFindings osv(ScannerNode report) {
        List<ScannerNode> results = report.get("results").elements();
        return new ScannerFindings(
                "OSV-Scanner",
                results.stream()
                                .allMatch(result ->
                                        result.get("packages").elements().isEmpty())
                        ? "it has no packages: write those without findings too, by --all-packages"
                        : "",
                Optional.empty(),
                Set.of(),
                results.stream()
                        .flatMap(result -> result.get("packages").elements().stream()
                                .flatMap(found -> ScannerOsv.of(
                                        found, result.get("source").get("path").text())))
                        .toList());
    }

    static Vulnerability vulnerability(
            String id,
            Set<String> names,
            String packageName,
            String version,
            List<String> fixedVersions,
            VulnerabilitySeverity said,
            Optional<VulnerabilitySeverity> scored,
            Optional<Instant> published,
            Optional<Instant> fixed,
            String place) {
        VulnerabilitySeverity severity = said.or(scored);
        VulnerabilitySeverity worst =
                scored.filter(score -> score.compareTo(severity) > 0).orElse(severity);
        return new Vulnerability(
                id, names, packageName, version, fixedVersions, severity, worst, published, fixed, place);
    }

    static Optional<VulnerabilitySeverity> worst(Stream<Double> scores) {
        return scores.max(Comparator.naturalOrder()).map(VulnerabilitySeverity::ofScore);
    }

    static Set<String> names(String id, List<String> others) {
        Set<String> names = new LinkedHashSet<>(others);
        names.add(id);
        return names;
    }

    private static List<String> split(String versions) {
        return Stream.of(versions.split(",", -1))
                .map(String::strip)
                .filter(version -> !version.isEmpty())
                .toList();
    }

    private static Set<String> digests(Stream<String> ids, Stream<String> repositories) {
        Set<String> digests = new LinkedHashSet<>();
        Stream.concat(ids, repositories)
                .map(digest -> digest.substring(digest.indexOf('@') + 1))
                .filter(digest -> !digest.isEmpty())
                .forEach(digests::add);
        return digests;
    }
}
