package io.mmp.test.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes reports as JaCoCo 0.8.15 does, with the DTD that it names and does not deliver. */
final class JacocoReports {

    private static final String REPORT = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>\
            <!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">\
            <report name="shop"><sessioninfo id="host-1" start="1" dump="2"/>\
            <package name="com/acme"><class name="com/acme/Price" sourcefilename="Price.java">\
            <method name="round" desc="()V" line="3"><counter type="LINE" missed="7" covered="7"/></method>\
            <counter type="LINE" missed="7" covered="7"/></class>\
            <sourcefile name="Price.java"><line nr="3" mi="0" ci="3" mb="0" cb="0"/></sourcefile>\
            <counter type="LINE" missed="7" covered="7"/></package>\
            <counter type="INSTRUCTION" missed="1" covered="2"/><counter type="LINE" missed="%s" covered="%s"/>\
            <counter type="COMPLEXITY" missed="3" covered="4"/></report>""";

    private JacocoReports() {}

    static Path write(Path file, long covered, long missed) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, REPORT.formatted(missed, covered));
    }
}
