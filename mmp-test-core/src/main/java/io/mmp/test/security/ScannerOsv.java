package io.mmp.test.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes the records of the OSV schema, of which OSV-Scanner writes those of one package together. */
final class ScannerOsv {

    private ScannerOsv() {}

    static Stream<Vulnerability> of(ScannerNode found, String source) {
        ScannerNode named = found.get("package");
        List<ScannerNode> groups = found.get("groups").elements();
        return found.get("vulnerabilities").elements().stream()
                .map(record -> of(record, named, groupOf(record, groups), source));
    }

    private static Optional<ScannerNode> groupOf(ScannerNode record, List<ScannerNode> groups) {
        String id = record.get("id").text();
        return groups.stream()
                .filter(group -> group.get("ids").texts().contains(id))
                .findFirst();
    }

    private static Vulnerability of(ScannerNode record, ScannerNode named, Optional<ScannerNode> group, String source) {
        List<String> names = new ArrayList<>(record.get("aliases").texts());
        group.ifPresent(same -> {
            names.addAll(same.get("ids").texts());
            names.addAll(same.get("aliases").texts());
        });
        String id = record.get("id").text();
        return ScannerFindings.vulnerability(
                id,
                ScannerFindings.names(id, names),
                named.get("name").text(),
                named.get("version").text(),
                fixedVersions(record, named.get("name").text()),
                VulnerabilitySeverity.of(
                        record.get("database_specific").get("severity").text()),
                ScannerFindings.worst(
                        group.flatMap(same -> same.get("max_severity").number()).stream()),
                record.get("published").instant(),
                Optional.empty(),
                source);
    }

    private static List<String> fixedVersions(ScannerNode record, String name) {
        return record.get("affected").elements().stream()
                .filter(affected -> affected.get("package").get("name").text().equals(name))
                .flatMap(affected -> affected.get("ranges").elements().stream())
                .filter(range -> !range.get("type").text().equals("GIT"))
                .flatMap(range -> range.get("events").elements().stream())
                .map(event -> event.get("fixed").text())
                .filter(version -> !version.isEmpty())
                .distinct()
                .toList();
    }
}
