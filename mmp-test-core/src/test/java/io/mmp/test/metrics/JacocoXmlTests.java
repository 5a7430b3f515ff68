package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JacocoXmlTests {

    @TempDir
    Path directory;

    @Test
    void the_lines_of_the_whole_report_are_read_without_its_dtd() throws IOException {
        Coverage coverage = JacocoXml.read(JacocoReports.write(directory.resolve("coverage.unit.xml"), 81, 19));

        assertThat(coverage).isEqualTo(new Coverage(81, 19)).hasToString("81 of 100 lines (81.0 %)");
    }

    @Test
    void a_report_of_no_code_has_no_lines() throws IOException {
        Coverage coverage = JacocoXml.read(write("<report name='empty'/>"));

        assertThat(coverage).isEqualTo(new Coverage(0, 0)).hasToString("0 of 0 lines (0.0 %)");
    }

    @Test
    void an_external_entity_is_not_read() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "<counter type='LINE' missed='0' covered='9'/>");
        Path file = write("<!DOCTYPE report [<!ENTITY e SYSTEM '%s'>]><report>&e;</report>".formatted(secret.toUri()));

        assertThatExceptionOfType(MetricsException.class)
                .isThrownBy(() -> JacocoXml.read(file))
                .withMessageStartingWith("File %s is not a JaCoCo report: ".formatted(file));
    }

    @Test
    void another_xml_file_is_refused() throws IOException {
        Path file = write("<testsuite/>");

        assertThatExceptionOfType(MetricsException.class)
                .isThrownBy(() -> JacocoXml.read(file))
                .withMessage("File %s is not a JaCoCo report: its root element is 'testsuite'.", file);
    }

    @Test
    void a_truncated_report_is_refused() throws IOException {
        Path file = write("<report><counter type='LINE' missed='1' covered='1'/>");

        assertThatExceptionOfType(MetricsException.class)
                .isThrownBy(() -> JacocoXml.read(file))
                .withMessageStartingWith("File %s is not a JaCoCo report: ".formatted(file));
    }

    @Test
    void a_number_that_is_none_is_refused() throws IOException {
        Path file = write("<report><counter type='LINE' missed='x' covered='1'/></report>");

        assertThatExceptionOfType(MetricsException.class)
                .isThrownBy(() -> JacocoXml.read(file))
                .withMessage("File %s is not a JaCoCo report: For input string: \"x\".", file);
    }

    private Path write(String xml) throws IOException {
        return Files.writeString(directory.resolve("coverage.unit.xml"), xml);
    }
}
