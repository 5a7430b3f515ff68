package io.mmp.test.readiness;

import io.mmp.test.text.PropertiesLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a file of Java's properties as settings. */
final class PropertiesSettings {

    private PropertiesSettings() {}

    static Configuration read(Path file) {
        Map<String, ConfigurationEntry> entries = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        try {
            for (PropertiesLines.Entry line : PropertiesLines.read(FileText.read(file))) {
                Place place = new Place(file.toString(), line.line(), line.column());
                ConfigurationEntry before = entries.put(line.key(), ConfigurationEntry.of(line.value(), place));
                if (before != null) {
                    faults.add("%s: '%s' stands in line %s already. Keep one."
                            .formatted(place, line.key(), before.place().line()));
                }
            }
        } catch (PropertiesLines.MalformedLineException e) {
            throw new ReadinessException("%s, line %s: %s".formatted(file, e.line(), e.getMessage()), e);
        }
        return new Configuration(file.toString(), entries, Map.of(), faults);
    }
}
