package io.mmp.test.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads how many lines a JaCoCo XML report counts as covered: the {@code LINE} counter of the {@code report} element itself. */
final class JacocoXml {

    private JacocoXml() {}

    /** @throws MetricsException if the file cannot be read or is not such a report */
    static Coverage read(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            return read(input);
        } catch (XMLStreamException | IllegalArgumentException e) {
            String[] lines = String.valueOf(e.getMessage()).split("\n", -1);
            String problem = lines[lines.length - 1].replaceFirst("^Message: ", "");
            throw new MetricsException("File %s is not a JaCoCo report: %s.".formatted(file, problem), e);
        } catch (IOException e) {
            throw new MetricsException("File %s cannot be read (%s).".formatted(file, e), e);
        }
    }

    private static Coverage read(InputStream input) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // The report names a DTD that JaCoCo does not deliver with it.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(input);
        Coverage coverage = new Coverage(0, 0);
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
                if (depth == 1 && !xml.getLocalName().equals("report")) {
                    throw new IllegalArgumentException("its root element is '%s'".formatted(xml.getLocalName()));
                }
                if (depth == 2 && xml.getLocalName().equals("counter") && "LINE".equals(attribute(xml, "type"))) {
                    coverage = new Coverage(
                            Long.parseLong(attribute(xml, "covered")), Long.parseLong(attribute(xml, "missed")));
                }
            }
        }
        return coverage;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        return xml.getAttributeValue(null, name);
    }
}
