package io.mmp.test.examples.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The bill of materials has no parent, so that what it says again is held against the parent here. */
class BomTests {

    private final Element parent = read("../pom.xml");
    private final Element bom = read("../mmp-test-core/bom/pom.xml");

    @Test
    void it_manages_the_published_modules_and_nothing_else() {
        assertThat(all(child(bom, "dependencyManagement"), "dependency").map(managed -> text(managed, "artifactId")))
                .containsExactlyElementsOf(all(child(parent, "modules"), "module")
                        .map(Element::getTextContent)
                        .filter(module -> !module.equals("examples") && !module.endsWith("/bom"))
                        .toList());
        assertThat(all(child(bom, "dependencyManagement"), "dependency"))
                .allMatch(managed -> text(managed, "version").equals("${project.version}")
                        && text(managed, "groupId").equals(text(parent, "groupId")));
        assertThat(children(bom, "parent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"groupId", "version", "url", "inceptionYear", "licenses", "developers", "scm"})
    void it_says_of_itself_what_the_parent_says(String element) {
        assertThat(normalized(child(bom, element))).isEqualTo(normalized(child(parent, element)));
    }

    @Test
    void it_is_built_and_published_by_the_same_plugins() {
        assertThat(plugins(bom)).isNotEmpty();
        assertThat(plugins(parent)).containsAllEntriesOf(plugins(bom));
    }

    private static Map<String, String> plugins(Element pom) {
        Map<String, String> versions = new TreeMap<>();
        all(pom, "plugin")
                .filter(plugin -> !children(plugin, "version").isEmpty())
                .forEach(plugin -> versions.put(text(plugin, "artifactId"), resolved(pom, text(plugin, "version"))));
        return versions;
    }

    private static String resolved(Element pom, String version) {
        return version.startsWith("${")
                ? text(child(pom, "properties"), version.substring(2, version.length() - 1))
                : version;
    }

    private static Element read(String pom) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of(pom).toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(pom, e);
        }
    }

    private static String normalized(Element element) {
        return element.getTextContent().replaceAll("\\s+", " ").strip();
    }

    private static String text(Element element, String name) {
        return child(element, name).getTextContent();
    }

    private static Element child(Element element, String name) {
        return children(element, name).get(0);
    }

    private static List<Element> children(Element element, String name) {
        return all(element, name)
                .filter(found -> found.getParentNode().equals(element))
                .toList();
    }

    private static Stream<Element> all(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }
}
