package io.mmp.test.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentContractAssertTests {

    private static final String RAG = """
            services:
              rag:
                port: 8000
                health: {path: /health, status: 200}
                version: {path: /version, field: build.version, is: ">=1.2 <2"}
            """;
    private static final URI H2 = URI.create("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1");

    @TempDir
    Path directory;

    private HttpServer server;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        answer("/health", 200, "{\"status\": \"up\"}");
        answer("/version", 200, "{\"build\": {\"version\": \"1.4.0\"}}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_stack_that_is_as_its_contract_says_passes() throws IOException {
        assertThat(contract(RAG)).isSatisfiedBy(Map.of("rag", uri));
        assertThat(contract(RAG)).isSatisfiedBy(Map.of("rag", URI.create(uri + "/")));
        assertThat(contract(RAG.replace("8000", String.valueOf(uri.getPort()))))
                .usingPortsOfContract()
                .isSatisfiedBy(Map.of("rag", uri));
        assertThat(contract("services: {cache: , rag: {version: {path: /version, matches: '1[.]4'}}}"))
                .isSatisfiedBy(Map.of("cache", URI.create("tcp://127.0.0.1:" + uri.getPort()), "rag", uri));
    }

    @Test
    void the_scheme_of_an_address_may_be_in_capitals() throws IOException {
        assertThat(contract(RAG))
                .isSatisfiedBy(Map.of("rag", URI.create("HTTP" + uri.toString().substring(4))));
    }

    @Test
    void a_path_with_a_broken_escape_is_refused_before_anything_is_asked() throws IOException {
        EnvironmentContract contract = contract("services: {rag: {health: {path: /%zz}}}");

        assertThatThrownBy(() -> assertThat(contract).isSatisfiedBy(Map.of("rag", uri)))
                .hasMessageContaining("'services.rag.health.path' is '/%zz', but must be a path such as /health.");
    }

    @Test
    void one_in_json_is_read_without_a_library_and_named_without_lines() throws IOException {
        Path file = Files.writeString(directory.resolve("contract.json"), """
                {"services": {"rag": {"health": {"path": "/health"}, "version": {"path": "/version", "field": "build.version", "is": 1.40}}}}""");

        EnvironmentContract contract = EnvironmentContract.read(file);

        assertThatThrownBy(() -> assertThat(contract).isSatisfiedBy(Map.of("rag", uri)))
                .hasMessage("""

                        Expecting the stack to be as %1$s says, but there is 1 deviation:
                          %1$s: 'rag' must have a version 1.40, but GET %2$s/version says '1.4.0'. Deploy one that fits, or change the contract.""".formatted(file, uri));
    }

    @Test
    void all_deviations_of_all_services_are_told_at_once() throws IOException {
        answer("/health", 503, "{\"status\": \"down\"}");
        answer("/version", 200, "{\"build\": {\"version\": \"2.0.1\"}}");
        URI closed = closed();

        fails(
                contract(RAG + "  cache:\n  queue:\n"),
                Map.of("rag", uri, "cache", closed, "quue", closed),
                """
                        5 deviations:
                          %1$s, line 4, column 5: 'rag' must answer 200 to GET %2$s/health, but it answered 503: {"status": "down"}. Look into its log.
                          %1$s, line 5, column 5: 'rag' must have a version >=1.2 <2, but GET %2$s/version says '2.0.1'. Deploy one that fits, or change the contract.
                          %1$s, line 6, column 3: 'cache' must be reachable, but nobody listens at 127.0.0.1:%3$s (Connection refused). Start it, or correct its address.
                          %1$s, line 7, column 3: 'queue' has no address. Give isSatisfiedBy one.
                          %1$s: 'quue' has an address, but is no service of the contract. Did you mean 'queue'?""".formatted(file(), uri, closed.getPort()));
    }

    @Test
    void a_port_counts_when_the_test_asks_for_it() throws IOException {
        assertThatThrownBy(
                        () -> assertThat(contract(RAG)).usingPortsOfContract().isSatisfiedBy(Map.of("rag", uri)))
                .hasMessageContaining(
                        "line 3, column 5: 'rag' must have port 8000, but its address '%s' has port %s. Start it there, or leave out usingPortsOfContract()."
                                .formatted(uri, uri.getPort()));
        assertThatThrownBy(() -> assertThat(contract("services: {rag: }"))
                        .usingPortsOfContract()
                        .isSatisfiedBy(Map.of("rag", uri)))
                .hasMessage(
                        "%nExpecting the stack to have the ports of %s, but the contract has none: add 'port' to a service.",
                        file());
    }

    @Test
    void a_version_that_is_not_told_or_is_none_is_named() throws IOException {
        String contract = "services: {rag: {version: {path: /v, field: version, is: '>=1'}}}";
        answer("/v", 404, "");
        fails(
                contract,
                "'rag' must have a version >=1, but GET %s/v is answered 404 without a body. Correct 'path', or look into its log.");
        answer("/v", 200, "{\"verson\": 1}");
        fails(
                contract,
                "'rag' must have a version >=1, but the answer to GET %s/v has no 'version': it answered 200: {\"verson\": 1}. Correct 'field'.");
        answer("/v", 200, "{\"version\": \"2.0.0-rc1\"}");
        fails(
                contract,
                "GET %s/v says '2.0.0-rc1', a pre-release, which is in no range: judge it by 'matches'. Deploy");
        answer("/v", 200, "{\"version\": \"latest\"}");
        fails(contract, "GET %s/v says 'latest', which is no version such as 1.4.2: judge it by 'matches'. Deploy");
        answer("/v", 200, "100% of 1.4\n");
        fails(
                "services: {rag: {version: {path: /v, matches: '^2'}}}",
                "'rag' must have a version that matches '^2', but GET %s/v says '100%% of 1.4'. Deploy");
    }

    @Test
    void health_that_its_body_speaks_against_or_that_hangs_is_named() throws IOException {
        answer("/health", 200, "{\"status\": \"up\", \"store\": \"down\"}");
        fails(
                "services: {rag: {health: {path: /health}}}",
                "'rag' must answer 200 to GET %s/health and be healthy, but its body says that 'store' is \"down\". Look into its log.");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            assertThatThrownBy(() -> assertThat(contract("services: {rag: {health: {path: /health}}}"))
                            .usingLongestAnswer(Duration.ofMillis(300))
                            .isSatisfiedBy(Map.of("rag", address)))
                    .hasMessageContaining(
                            "'rag' must answer 200 to GET %s/health, but it gave no answer within 300ms. Look into its log."
                                    .formatted(address));
        }
    }

    @Test
    void what_is_wrong_in_the_contract_is_named_with_its_place() throws IOException {
        fails(contract("""
                        services:
                          rag:
                            prot: 8000
                            port: 70000
                            health: {path: health, statis: 200}
                            version: {path: /version, sql: select 1, is: newest}
                            schema: {chunks: [id], files: {name: varchar(9)}}
                            deploy: x
                        """), Map.of("rag", uri), """
                        : 'services.rag.prot' is unknown. Did you mean 'port'?
                          %1$s, line 8, column 5: 'services.rag.deploy' is unknown. Known are 'port', 'health', 'version', 'schema'.
                          %1$s, line 4, column 5: 'services.rag.port' is '70000', but must be a whole number from 1 to 65535.
                          %1$s, line 5, column 28: 'services.rag.health.statis' is unknown. Did you mean 'status'?
                          %1$s, line 5, column 14: 'services.rag.health.path' is 'health', but must be a path such as /health.
                          %1$s, line 6, column 46: 'services.rag.version.is' is 'newest', which is no range of versions such as '>=1.2 <2'.
                          %1$s, line 6, column 5: 'services.rag.version' has both 'path' and 'sql'. Keep one.
                          %1$s, line 7, column 14: 'services.rag.schema.chunks' is a list, but must be a mapping.
                          %1$s, line 7, column 36: 'services.rag.schema.files.name' is 'varchar(9)', but sizes are not judged. Write 'varchar'.
                          %1$s, line 7, column 14: 'rag' must be a database, because 'schema' has tables, but its address is '%2$s'. Give a URL that starts with jdbc:, or take it out.""".formatted(file(), uri));
    }

    @Test
    void a_contract_that_checks_nothing_fails() throws IOException {
        for (String text : new String[] {"", "services:\n", "services: {}"}) {
            assertThatThrownBy(() -> assertThat(contract(text)).isSatisfiedBy(Map.of()))
                    .as(text)
                    .isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> assertThat(contract("services: {}")).isSatisfiedBy(Map.of()))
                .hasMessage(
                        "%nExpecting the stack to be as %s says, but the contract checks nothing: name a service below 'services'.",
                        file());
        assertThatThrownBy(() -> assertThat(contract("service: {rag: }")).isSatisfiedBy(Map.of()))
                .hasMessageContaining("line 1, column 1: 'service' is unknown. Did you mean 'services'?");
    }

    @Test
    void a_schema_is_judged_by_what_the_database_says() throws Exception {
        try (Connection keepsIt = DriverManager.getConnection(H2.toString());
                Statement statement = keepsIt.createStatement()) {
            statement.execute("create table chunks (id varchar(20), path varchar(20), n int, price decimal(5, 2))");
            String contract = """
                    services:
                      vectors:
                        version: {sql: "select h2version()", matches: "^2"}
                        schema:
                          chunks: {id: varchar, n: integer, price: numeric}
                          public.Chunks: {PATH: character varying}
                    """;
            assertThat(contract(contract)).isSatisfiedBy(Map.of("vectors", H2));
            fails(
                    contract(contract.replace("^2", "^1")
                            .replace("varchar, n: integer", "text, m: integer")
                            .replace("public.Chunks", "chunk")),
                    Map.of("vectors", H2),
                    """
                            4 deviations:
                              %1$s, line 3, column 5: 'vectors' must have a version that matches '^1', but 'select h2version()' says '2.%2$s'. Deploy one that fits, or change the contract.
                              %1$s, line 5, column 16: 'vectors' must have a column 'chunks.id' of type text, but it is of type character varying. Run its migrations, or change the contract.
                              %1$s, line 5, column 26: 'vectors' must have a column 'chunks.m' of type integer, but has none of this name. Run its migrations. Did you mean 'N'?
                              %1$s, line 6, column 7: 'vectors' must have a table 'chunk', but it has none in schema 'PUBLIC'. Run its migrations. Did you mean 'CHUNKS'?""".formatted(file(), version(keepsIt).substring(2)));
            fails(
                    contract("services: {vectors: {version: {sql: select nothing, is: '2'}}}"),
                    Map.of("vectors", H2),
                    "'vectors' must have a version 2, but 'select nothing' fails (Column \"NOTHING\" not found");
            statement.execute("shutdown");
        }
    }

    @Test
    void a_database_that_cannot_be_asked_is_named() throws IOException {
        EnvironmentContract contract = contract("services: {vectors: {schema: {chunks: }}}");
        fails(
                contract,
                Map.of("vectors", URI.create("jdbc:acme://u:geheim77@db/x")),
                "'vectors' must be reachable, but there is no JDBC driver for 'jdbc:acme://u:***@db/x' on the class path of the tests. Add it.");
        fails(
                contract("services: {vectors: {health: {path: /health}}}"),
                Map.of("vectors", H2),
                "'vectors' has a 'health' that is asked by HTTP, but its address is '%s'. Give an address that starts with http://, or take it out."
                        .formatted(H2));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/app");
            assertThatThrownBy(() -> assertThat(contract)
                            .usingLongestAnswer(Duration.ofMillis(300))
                            .isSatisfiedBy(Map.of("vectors", address)))
                    .hasMessageContaining(
                            "'vectors' must be reachable, but '%s' gave no answer within 300ms. Look into its log."
                                    .formatted(address));
        }
    }

    @Test
    void a_file_that_is_no_contract_is_refused() throws IOException {
        Path json = Files.writeString(directory.resolve("a.json"), "{\"services\": }");

        assertThatThrownBy(() -> EnvironmentContract.read(json))
                .isInstanceOf(ReadinessException.class)
                .hasMessage("%s is not JSON: expected a value at line 1, column 14.", json);
        assertThatThrownBy(() -> contract("a: 1\n---\nb: 2\n"))
                .hasMessage("%s has 2 documents, but a contract is one.", file());
        assertThatThrownBy(() -> contract("a: &a {b: *a}")).isInstanceOf(ReadinessException.class);
    }

    @Test
    void a_description_survives_and_soft_assertions_take_it() throws IOException {
        EnvironmentContract contract = contract("services: {rag: }");

        assertThatThrownBy(() -> assertThat(contract).as("the stack").isSatisfiedBy(Map.of()))
                .hasMessageStartingWith("[the stack] ");
        assertThatCode(() -> Assertions.assertThat((Object) contract)
                        .asInstanceOf(EnvironmentContractAssert.ENVIRONMENT_CONTRACT)
                        .isSatisfiedBy(Map.of("rag", uri)))
                .doesNotThrowAnyException();
        Assertions.assertThat(contract).isSatisfiedBy(Map.of("rag", uri));
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(EnvironmentContractAssert.class, EnvironmentContract.class, contract)
                .isSatisfiedBy(Map.of());
        assertThat(softly.assertionErrorsCollected()).hasSize(1);
    }

    private void fails(String contract, String message) throws IOException {
        fails(contract(contract), Map.of("rag", uri), message.formatted(uri));
    }

    private static void fails(EnvironmentContract contract, Map<String, URI> addresses, String message) {
        assertThatThrownBy(() -> assertThat(contract).isSatisfiedBy(addresses))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private EnvironmentContract contract(String yaml) throws IOException {
        return EnvironmentContract.read(Files.writeString(file(), yaml));
    }

    private Path file() {
        return directory.resolve("contract.yaml");
    }

    private void answer(String path, int status, String body) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException e) {
            // It is the first answer there.
        }
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private static URI closed() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("tcp://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private static String version(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().split(" ", -1)[0];
    }
}
