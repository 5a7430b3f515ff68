package io.mmp.test.text;

import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads YAML as nodes that know where they stand, by {@code snakeyaml-engine}, which may be missing. */
public final class YamlNodes {

    private YamlNodes() {}

    /** Return the documents of a text, each read when it is asked for. */
    public static Iterator<Node> of(String text) {
        return of(text, LoadSettings.builder().build());
    }

    /** Return the documents of a text, read with other settings. */
    public static Iterator<Node> of(String text, LoadSettings settings) {
        // Not by the library's own Compose, whose package its module keeps to itself.
        return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
    }
}
