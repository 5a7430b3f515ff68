package io.mmp.test.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static io.mmp.test.security.VulnerabilitySeverity.CRITICAL;
import static io.mmp.test.security.VulnerabilitySeverity.HIGH;
import static io.mmp.test.security.VulnerabilitySeverity.LOW;
import static io.mmp.test.security.VulnerabilitySeverity.MEDIUM;
import static io.mmp.test.security.VulnerabilitySeverity.NEGLIGIBLE;
import static io.mmp.test.security.VulnerabilitySeverity.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScannerReportAssertTests {

    private static final Path REPORTS = Path.of("src/test/resources/security");
    private static final ScannerReport TRIVY = ScannerReport.read(REPORTS.resolve("trivy.json"));
    private static final ScannerReport GRYPE = ScannerReport.read(REPORTS.resolve("grype.json"));
    private static final ScannerReport OSV = ScannerReport.read(REPORTS.resolve("osv.json"));
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static final VulnerabilityAllowList LIST = VulnerabilityAllowList.empty()
            .with("CVE-2024-0001", LocalDate.parse("2026-12-31"), "not reachable")
            .with("CVE-2024-0003", LocalDate.parse("2026-12-31"), "nobody knows yet");

    @TempDir
    Path directory;

    private static ScannerReportAssert at(ScannerReport report) {
        return assertThat(report).usingNow(NOW);
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .satisfies(e -> assertThat(e.getMessage()).isEqualToNormalizingNewlines(message));
    }

    @Test
    void the_reports_of_three_scanners_say_the_same_things() {
        assertThat(TRIVY.vulnerabilities())
                .extracting(
                        Vulnerability::id, Vulnerability::packageName, Vulnerability::severity, Vulnerability::worst)
                .containsExactly(
                        tuple("CVE-2024-0001", "libssl3", CRITICAL, CRITICAL),
                        tuple("CVE-2024-0002", "zlib1g", LOW, CRITICAL),
                        tuple("CVE-2024-0003", "tar", UNKNOWN, UNKNOWN),
                        tuple("CVE-2024-0004", "jinja2", HIGH, HIGH));
        assertThat(GRYPE.vulnerabilities())
                .extracting(
                        Vulnerability::id, Vulnerability::severity, Vulnerability::fixedVersions, Vulnerability::place)
                .containsExactly(
                        tuple("GHSA-dddd-eeee-ffff", CRITICAL, List.of("2.15.0"), "/app/lib/log4j-core-2.14.1.jar"),
                        tuple("CVE-2024-9", HIGH, List.of(), ""),
                        tuple("CVE-2024-10", NEGLIGIBLE, List.of(), ""));
        assertThat(OSV.vulnerabilities())
                .extracting(Vulnerability::id, Vulnerability::severity, Vulnerability::fixedVersions)
                .containsExactly(tuple("GHSA-j8r2-6x86-q33q", MEDIUM, List.of("2.31.0")));
    }

    @Test
    void names_of_one_vulnerability_count_once() {
        Vulnerability jinja = TRIVY.vulnerabilities().get(3);

        assertThat(jinja.names()).containsExactlyInAnyOrder("CVE-2024-0004", "GHSA-aaaa-bbbb-cccc");
        assertThat(jinja.severity()).isEqualTo(HIGH);
        assertThat(jinja.published()).hasValue(Instant.parse("2026-11-18T00:00:00Z"));
        assertThat(OSV.vulnerabilities().get(0).names())
                .containsExactlyInAnyOrder("CVE-2023-32681", "GHSA-j8r2-6x86-q33q", "PYSEC-2023-74");
    }

    @Test
    void all_findings_are_told_in_one_table_and_what_is_unknown_counts_as_the_worst() {
        assertFails(() -> at(TRIVY).hasNoneAtLeast(HIGH), """

                Expecting the report of Trivy src/test/resources/security/trivy.json to have no vulnerability of HIGH or worse, but there are 3 of 4:
                  severity | id            | package        | fixed in      | age     | place
                  UNKNOWN  | CVE-2024-0003 | tar 1.34       | none          | unknown | registry.example/fraud:1.4 (debian 12.7)
                  CRITICAL | CVE-2024-0001 | libssl3 3.0.14 | 3.0.15, 3.1.7 | 18 days | registry.example/fraud:1.4 (debian 12.7)
                  HIGH     | CVE-2024-0004 | jinja2 3.1.2   | 3.1.3         | 10 days | usr/lib/python3/jinja2.dist-info/METADATA""");
        at(OSV).hasNoneAtLeast(HIGH);
        assertFails(() -> at(OSV).hasNoneAtLeast(MEDIUM), """

                Expecting the report of OSV-Scanner src/test/resources/security/osv.json to have no vulnerability of MEDIUM or worse, but there is 1 of 1:
                  severity | id                  | package         | fixed in | age       | place
                  MEDIUM   | GHSA-j8r2-6x86-q33q | requests 2.30.0 | 2.31.0   | 1285 days | /app/requirements.txt""");
    }

    @Test
    void what_is_allowed_passes_by_any_of_its_names_until_its_day() {
        at(TRIVY).usingAllowList(LIST).hasNoneAtLeast(CRITICAL);
        at(GRYPE)
                .usingAllowList(VulnerabilityAllowList.empty()
                        .with("CVE-2021-44228", LocalDate.parse("2026-11-28"), "log4j is not started"))
                .hasNoneAtLeast(CRITICAL);
    }

    @Test
    void entries_that_have_expired_or_that_nothing_needs_are_told() {
        VulnerabilityAllowList old = LIST.with("CVE-1999-1", LocalDate.parse("2027-01-01"), "long gone")
                .with("CVE-2024-0004", LocalDate.parse("2026-11-27"), "an upgrade is planned");

        assertFails(() -> at(TRIVY).usingAllowList(old).hasNoneAtLeast(HIGH), """

                Expecting the report of Trivy src/test/resources/security/trivy.json to have no vulnerability of HIGH or worse, but there is 1 of 4:
                  severity | id            | package      | fixed in | age     | place
                  HIGH     | CVE-2024-0004 | jinja2 3.1.2 | 3.1.3    | 10 days | usr/lib/python3/jinja2.dist-info/METADATA
                  'CVE-1999-1' is allowed, but was not found: take it off the list
                  'CVE-2024-0004' was allowed until 2026-11-27 (an upgrade is planned): mend it, or allow it anew""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> at(TRIVY).usingAllowList(old).hasNoneAtLeast(CRITICAL))
                .withMessageContaining("but the list of what is allowed is not right, with none of 4:")
                .withMessageContaining("'CVE-1999-1' is allowed, but was not found");
    }

    @Test
    void the_worst_source_fixes_and_ages_can_decide() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> at(TRIVY).usingWorstSource().usingAllowList(LIST).hasNoneAtLeast(CRITICAL))
                .withMessageContaining("CRITICAL | CVE-2024-0002 | zlib1g 1.2.13 | none     | 331 days |");
        at(TRIVY).usingWorstSource().usingFixableOnly().usingAllowList(LIST).hasNoneAtLeast(CRITICAL);
        at(TRIVY).usingFixableOnly().usingOlderThan(Duration.ofDays(30)).hasNoneAtLeast(HIGH);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> at(TRIVY)
                        .usingFixableOnly()
                        .usingOlderThan(Duration.ofDays(14))
                        .hasNoneAtLeast(HIGH))
                .withMessageContaining("there is 1 of 4")
                .withMessageContaining("CVE-2024-0001");
        assertThatExceptionOfType(AssertionError.class)
                .as("no date is no excuse")
                .isThrownBy(
                        () -> at(TRIVY).usingOlderThan(Duration.ofDays(3_650)).hasNoneAtLeast(HIGH))
                .withMessageContaining("CVE-2024-0003");
    }

    @Test
    void a_report_is_of_an_image() {
        at(TRIVY).isOfImage("sha256:" + "1".repeat(64)).isOfImage("registry.example/fraud@sha256:" + "2".repeat(64));
        at(GRYPE).isOfImage("sha256:" + "4".repeat(64));
        assertFails(() -> at(GRYPE).isOfImage("sha256:" + "1".repeat(64)), """

                Expecting the report of Grype src/test/resources/security/grype.json to be of the image sha256:%s, but it is of sha256:%s, sha256:%s""".formatted(
                        "1".repeat(64), "3".repeat(64), "4".repeat(64)));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> at(OSV).isOfImage("sha256:" + "1".repeat(64)))
                .withMessageEndingWith("but it names no digest: scan an image");
        assertThatExceptionOfType(VulnerabilityException.class)
                .isThrownBy(() -> at(TRIVY).isOfImage("fraud:1.4"))
                .withMessage(
                        "A digest is sha256: and 64 digits of 0-9 and a-f, but not 'fraud:1.4': a tag may be of another image tomorrow.");
    }

    @Test
    void a_report_has_an_age() {
        at(TRIVY).isNoOlderThan(Duration.ofDays(9));
        assertFails(() -> at(TRIVY).isNoOlderThan(Duration.ofDays(7)), """

                Expecting the report of Trivy src/test/resources/security/trivy.json to be no older than 168 h, but it was made at 2026-11-20T07:30:00.123456789Z, 196 h ago: scan anew""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(GRYPE)
                        .usingNow(Instant.parse("2026-11-01T00:00:00Z"))
                        .isNoOlderThan(Duration.ofDays(7)))
                .withMessageContaining("which is to come");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> at(OSV).isNoOlderThan(Duration.ofDays(7)))
                .withMessageEndingWith("but it does not say when it was made");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"SchemaVersion": 2, "ArtifactName": "x", "Results": []} | it has no results of packages
                    {"SchemaVersion": 2, "Results": [{"Class": "secret"}]}   | it has no results of packages
                    {"matches": [], "distro": {"name": ""}}                  | it has no matches, and names no distribution whose packages were looked at
                    {"results": []}                                          | it has no packages: write those without findings too, by --all-packages
                    """)
    void a_report_of_nothing_is_refused(String json, String why) throws IOException {
        ScannerReport empty = ScannerReport.read(Files.writeString(directory.resolve("r.json"), json));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(empty).hasNoneAtLeast(CRITICAL))
                .withMessageEndingWith("to be of something, but %s, so that nothing is judged", why);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(empty).isNoOlderThan(Duration.ofDays(1)));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(empty).isOfImage("sha256:" + "1".repeat(64)));
    }

    @Test
    void a_clean_report_of_something_passes() throws IOException {
        Path clean = Files.writeString(
                directory.resolve("clean.json"),
                "{\"SchemaVersion\": 2, \"Results\": [{\"Target\": \"alpine\", \"Class\": \"os-pkgs\"}]}");

        assertThat(ScannerReport.read(clean)).hasNoneAtLeast(NEGLIGIBLE);
    }

    @Test
    void files_that_are_no_report_are_refused() throws IOException {
        Path other = Files.writeString(directory.resolve("other.json"), "{\"a\": 1}");
        Path table = Files.writeString(directory.resolve("table.txt"), "Total: 3 (CRITICAL: 1)");

        assertThatExceptionOfType(VulnerabilityException.class)
                .isThrownBy(() -> ScannerReport.read(other))
                .withMessage("The report %s is JSON, but not of Trivy, Grype or OSV-Scanner.", other);
        assertThatExceptionOfType(VulnerabilityException.class)
                .isThrownBy(() -> ScannerReport.read(table))
                .withMessageStartingWith("The report %s is not JSON (".formatted(table));
        assertThatExceptionOfType(VulnerabilityException.class)
                .isThrownBy(() -> ScannerReport.read(Path.of("none.json")))
                .withMessage("The report none.json does not exist.");
    }

    @Test
    void a_list_is_read_from_trivys_own_form_and_must_say_why_and_until_when() throws IOException {
        Path file = Files.writeString(
                directory.resolve(".trivyignore.yaml"),
                "vulnerabilities:\n  - id: CVE-2024-0001\n    expired_at: 2026-12-31\n    statement: not reachable\n"
                        + "  - id: CVE-2024-0003\n    expired_at: 2026-12-31\n    statement: nobody knows yet\n");
        at(TRIVY).usingAllowList(VulnerabilityAllowList.read(file)).hasNoneAtLeast(CRITICAL);

        assertListFault(
                "vulnerabilities:\n  - id: CVE-1\n    statement: x\n",
                "an entry has no 'expired_at', but {id=CVE-1, statement=x}.");
        assertListFault("vulnerabilities:\n  - id: CVE-1\n    expired_at: 2026-12-31\n", "an entry has no 'statement'");
        assertListFault(
                "vulnerabilities:\n  - id: A\n    expired_at: soon\n    statement: x\n",
                "'expired_at' must be a day such as 2026-12-31, but is 'soon'.");
        assertListFault("misconfigurations: []\n", "must have a list 'vulnerabilities'.");
        assertThatExceptionOfType(VulnerabilityException.class)
                .isThrownBy(() -> LIST.with("CVE-2024-0001", LocalDate.MAX, "again"))
                .withMessage("'CVE-2024-0001' is allowed twice. Keep one.");
    }

    private void assertListFault(String yaml, String fault) throws IOException {
        Path file = Files.writeString(directory.resolve("list.yaml"), yaml);
        assertThatExceptionOfType(VulnerabilityException.class)
                .isThrownBy(() -> VulnerabilityAllowList.read(file))
                .withMessageContaining(fault);
    }

    @Test
    void soft_assertions_go_on() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(ScannerReportAssert.class, ScannerReport.class, GRYPE)
                .as("image")
                .hasNoneAtLeast(LOW);

        assertThat(softly.assertionErrorsCollected()).hasSize(1);
        assertThat(softly.assertionErrorsCollected().get(0)).hasMessageStartingWith("[image] ");
    }
}
