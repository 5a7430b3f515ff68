package io.mmp.test.contract;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a contract of a file of the Open Data Contract Standard.
 *
 * @see <a href="https://github.com/bitol-io/open-data-contract-standard/tree/main/schema">its schemas of versions 3.0 and 3.1</a>
 */
final class OdcsFile {

    private static final List<String> ROOT = List.of(
            "version",
            "kind",
            "apiVersion",
            "id",
            "name",
            "tenant",
            "tags",
            "status",
            "servers",
            "dataProduct",
            "description",
            "domain",
            "schema",
            "support",
            "price",
            "team",
            "roles",
            "slaDefaultElement",
            "slaProperties",
            "authoritativeDefinitions",
            "customProperties",
            "contractCreatedTs");
    private static final List<String> TABLE = List.of(
            "id",
            "name",
            "physicalName",
            "physicalType",
            "logicalType",
            "description",
            "businessName",
            "authoritativeDefinitions",
            "tags",
            "customProperties",
            "dataGranularityDescription",
            "properties",
            "relationships",
            "quality");

    private final List<String> faults = new ArrayList<>();
    private final List<String> unjudged = new ArrayList<>();
    private final Path file;

    private OdcsFile(Path file) {
        this.file = file;
    }

    static TableContract read(Path file, @Nullable String table) {
        OdcsFile reading = new OdcsFile(file);
        OdcsNode root = OdcsNode.read(file, reading.faults);
        TableContract contract = reading.contract(root, table);
        if (!reading.faults.isEmpty()) {
            throw new ContractException(
                    "%s is no contract:%n  %s".formatted(file, String.join("%n  ".formatted(), reading.faults)));
        }
        return contract.withUnjudged(reading.unjudged);
    }

    private TableContract contract(OdcsNode root, @Nullable String table) {
        Map<String, OdcsNode> members = root.members(ROOT);
        OdcsNode version = members.get("apiVersion");
        if (version == null) {
            root.fault("the file has no 'apiVersion', such as v3.1.0.");
        } else if (!version.text().startsWith("v3.")) {
            version.fault("is '%s', but this reads v3.".formatted(version.text()));
        }
        OdcsNode schema = members.get("schema");
        if (schema == null) {
            root.fault("the file has no 'schema', so that nothing would be judged.");
            return TableContract.of("");
        }
        OdcsNode promises = members.get("slaProperties");
        for (OdcsNode promise : promises == null ? List.<OdcsNode>of() : promises.elements()) {
            unjudged.add("%s: what is promised in slaProperties".formatted(promise.place()));
        }
        Map<String, Map<String, OdcsNode>> tables = new TreeMap<>();
        for (OdcsNode each : schema.elements()) {
            Map<String, OdcsNode> found = each.members(TABLE);
            if (found.containsKey("name")) {
                tables.put(found.get("name").text(), found);
            } else {
                each.fault("has no 'name'.");
            }
        }
        String chosen =
                table == null && tables.size() == 1 ? tables.keySet().iterator().next() : table;
        if (chosen == null || !tables.containsKey(chosen)) {
            if (faults.isEmpty()) {
                throw new ContractException("%s has the tables %s: name one of them%s."
                        .formatted(file, tables.keySet(), table == null ? "" : ", not '%s'".formatted(table)));
            }
            return TableContract.of("");
        }
        return table(chosen, tables.get(chosen));
    }

    private TableContract table(String name, Map<String, OdcsNode> members) {
        TableContract contract = TableContract.of(name);
        ZoneId zone = ZoneOffset.UTC;
        TreeMap<Integer, String> key = new TreeMap<>();
        List<TableRule> rules = new ArrayList<>();
        OdcsNode properties = members.get("properties");
        for (OdcsNode property : properties == null ? List.<OdcsNode>of() : properties.elements()) {
            OdcsColumn column = new OdcsColumn(property, unjudged);
            try {
                contract = contract.with(column.read(key, rules));
                zone = column.zone() == null ? zone : ZoneId.of(column.zone());
            } catch (ContractException e) {
                property.fault(": " + e.getMessage());
            } catch (DateTimeException e) {
                property.fault("has the unknown time zone '%s'.".formatted(column.zone()));
            }
        }
        if (key.size() > 1) {
            rules.add(TableRule.unique(key.values().toArray(String[]::new)));
        }
        OdcsNode quality = members.get("quality");
        for (OdcsNode each : quality == null ? List.<OdcsNode>of() : quality.elements()) {
            rules.addAll(new OdcsQuality(each, unjudged).tableRules());
        }
        if (members.containsKey("relationships")) {
            unjudged.add(members.get("relationships").place() + ": relationships of several columns");
        }
        for (TableRule rule : rules) {
            try {
                contract = contract.withRule(rule);
            } catch (ContractException e) {
                faults.add("%s: %s".formatted(file.getFileName(), e.getMessage()));
            }
        }
        return contract.withZone(zone);
    }
}
