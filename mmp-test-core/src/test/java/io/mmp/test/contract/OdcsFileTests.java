package io.mmp.test.contract;

import static io.mmp.test.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OdcsFileTests {

    private static final String HEAD = """
            apiVersion: v3.1.0
            kind: DataContract
            id: c
            version: 1.0.0
            status: active
            schema:
              - name: orders
                properties:
            """;

    @TempDir
    private Path directory;

    private TableContract contract(String properties) throws IOException {
        return TableContract.ofOdcs(Files.writeString(directory.resolve("orders.yaml"), HEAD + properties.indent(6)));
    }

    private TableRows csv(String... lines) throws IOException {
        return TableRows.ofCsv(Files.writeString(directory.resolve("orders.csv"), String.join("\n", lines)));
    }

    @Test
    void types_options_and_keys_are_rules() throws IOException {
        TableContract contract = contract("""
                - name: id
                  logicalType: integer
                  primaryKey: true
                - name: price
                  logicalType: number
                  required: true
                  logicalTypeOptions: {minimum: 0, exclusiveMaximum: 100, multipleOf: 0.01}
                - name: code
                  logicalType: string
                  logicalTypeOptions: {minLength: 2, maxLength: 3, pattern: "[a-z]+"}
                - name: day
                  logicalType: date
                  logicalTypeOptions: {minimum: 2026-01-01}
                - name: at
                  logicalType: timestamp
                """);

        assertThat(csv("id,price,code,day,at", "1,99.99,ab,2026-01-01,2026-01-01 10:00:00"))
                .satisfies(contract);
        assertThat(csv("id,price,code,day,at", "1,100,ABCD,2025-12-31,x", "1,0.001,,2026-01-01T10:00:00Z,"))
                .breaks(
                        contract,
                        "id is unique",
                        "price is below 100",
                        "price is a multiple of 0.01",
                        "code has 2 to 3 characters",
                        "code matches '[a-z]+'",
                        "day is a date",
                        "day is at least 2026-01-01T00:00:00Z",
                        "at is UNIX_TIMESTAMP");
    }

    @Test
    void quality_checks_of_the_library_are_rules_and_warnings_are_warnings() throws IOException {
        TableContract contract = contract("""
                - name: status
                  logicalType: string
                  quality:
                    - {metric: invalidValues, arguments: {validValues: [paid, open]}, mustBe: 0}
                    - {metric: nullValues, mustBeLessOrEqualTo: 50, unit: percent, severity: warning}
                    - {type: text, description: The shop says so.}
                """);

        assertThat(csv("status,x", "paid,1", ",1")).satisfies(contract);
        assertThat(csv("status,x", "gone,1", ",1", ",1"))
                .breaks(contract, "status is one of paid, open", "status is not null in 50 %");
    }

    @Test
    void what_is_not_judged_is_told_and_fails_unless_allowed() throws IOException {
        TableContract contract = contract("""
                - name: id
                  logicalType: integer
                  quality:
                    - {type: sql, name: no gaps, query: "SELECT 1", mustBe: 0}
                """);
        TableRows rows = csv("id", "1");

        assertThatThrownBy(() -> assertThat(rows).satisfies(contract))
                .hasMessage(
                        "%nExpecting all of the contract 'orders' to be judged; accept with withUnjudgedAllowed() that it was not:%n  not judged: orders.yaml:12: the quality check 'no gaps' of type sql%n"
                                .formatted());
        assertThat(rows).satisfies(contract.withUnjudgedAllowed());
    }

    @Test
    void all_faults_are_told_with_their_lines_and_the_nearest_key() {
        assertThatThrownBy(() -> contract("""
                        - name: id
                          logicaltype: integer
                        - name: price
                          logicalType: money
                          required: maybe
                        """))
                .isInstanceOf(ContractException.class)
                .hasMessage("""
                        %s is no contract:
                          orders.yaml:10: 'schema[0].properties[0].logicaltype' is no key of the standard. Did you mean 'logicalType'?
                          orders.yaml:12: 'schema[0].properties[1].logicalType' is 'money', but must be one of [string, date, timestamp, time, number, integer, object, array, boolean].
                          orders.yaml:13: 'schema[0].properties[1].required' is 'maybe', but must be true or false.""".formatted(directory.resolve("orders.yaml")).replace("\n", System.lineSeparator()));
    }

    @Test
    void a_relationship_is_a_foreign_key_and_two_key_columns_are_one_key() throws IOException {
        TableContract contract = contract("""
                - {name: id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
                - {name: line, logicalType: integer, primaryKey: true, primaryKeyPosition: 2}
                - name: customer
                  logicalType: integer
                  relationships: [{to: customers.id}]
                """);
        Path customers = Files.writeString(directory.resolve("customers.csv"), "id\n7\n");

        assertThat(csv("id,line,customer", "1,1,7", "1,2,").withOther("customers", TableRows.ofCsv(customers)))
                .satisfies(contract);
        assertThat(csv("id,line,customer", "1,1,8", "1,1,7").withOther("customers", TableRows.ofCsv(customers)))
                .breaks(contract, "customer is in id of customers", "(id, line) is unique");
    }

    @Test
    void what_is_no_yaml_is_told_with_its_line() throws IOException {
        Path file = Files.writeString(directory.resolve("x.yaml"), "a: [1\nb: 2\n");

        assertThatThrownBy(() -> TableContract.ofOdcs(file)).hasMessageStartingWith(file + ":2 is not YAML: ");
    }

    @Test
    void what_is_promised_of_the_service_is_told_as_not_judged() throws IOException {
        TableContract contract =
                TableContract.ofOdcs(Files.writeString(directory.resolve("orders.yaml"), HEAD + """
                      - name: id
                        logicalType: integer
                slaProperties:
                  - property: freshness
                    value: 1
                    unit: d
                """.indent(0)));
        TableRows rows = csv("id", "1");

        assertThatThrownBy(() -> assertThat(rows).satisfies(contract))
                .hasMessageContaining("not judged: orders.yaml:12: what is promised in slaProperties");
        assertThat(rows).satisfies(contract.withUnjudgedAllowed());
    }
}
