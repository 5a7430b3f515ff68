package io.mmp.test.feast.engine;

import static org.awaitility.Awaitility.await;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Spark's Thrift server, asked by JDBC: in one process of two threads, or on a standalone cluster of a master and workers on this machine.
 *
 * <p>Its sessions begin in UTC. What it writes is gone with it.
 */
public final class LocalSpark implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("HiveThriftServer2 started");

    /** What Spark's own scripts open, see its JavaModuleOptions. */
    private static final List<String> OPENED = Stream.of(
                    "java.base/java.lang",
                    "java.base/java.lang.invoke",
                    "java.base/java.lang.reflect",
                    "java.base/java.io",
                    "java.base/java.net",
                    "java.base/java.nio",
                    "java.base/java.util",
                    "java.base/java.util.concurrent",
                    "java.base/java.util.concurrent.atomic",
                    "java.base/jdk.internal.ref",
                    "java.base/sun.nio.ch",
                    "java.base/sun.nio.cs",
                    "java.base/sun.security.action",
                    "java.base/sun.util.calendar",
                    "java.security.jgss/sun.security.krb5")
            .map("--add-opens=%s=ALL-UNNAMED"::formatted)
            .toList();

    private final JdbcDriver driver;

    /** The last one started first. */
    private final List<ManagedServer> servers = new ArrayList<>();

    private LocalSpark(JdbcDriver driver) {
        this.driver = driver;
    }

    /** Start it in one process, or abort the test with the reason. */
    public static LocalSpark start() throws IOException {
        return start(Map.of());
    }

    /** Start it in one process with these settings too, such as {@code spark.driver.memory}. */
    public static LocalSpark start(Map<String, String> settings) throws IOException {
        return open(spark -> spark.serve("local[2]", settings));
    }

    /** Start a master, workers of one core each, and the Thrift server as their driver. */
    public static LocalSpark onCluster(int workers, String memoryOfExecutor) throws IOException {
        return onCluster(workers, memoryOfExecutor, Map.of());
    }

    /** Start a cluster with these settings too. */
    public static LocalSpark onCluster(int workers, String memoryOfExecutor, Map<String, String> settings)
            throws IOException {
        return open(spark -> {
            ManagedServer master = spark.run(
                    "spark-master",
                    "Starting Spark master at spark://127\\.0\\.0\\.1:(\\d+)",
                    "I have been elected leader",
                    "512m",
                    Map.of(),
                    "org.apache.spark.deploy.master.Master",
                    List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
            String address = "spark://127.0.0.1:" + master.port();
            for (int worker = 0; worker < workers; worker++) {
                spark.run(
                        "spark-worker",
                        "Starting Spark worker 127\\.0\\.0\\.1:(\\d+)",
                        "Successfully registered with master",
                        "512m",
                        Map.of(),
                        "org.apache.spark.deploy.worker.Worker",
                        List.of(
                                "--host",
                                "127.0.0.1",
                                "--port",
                                "0",
                                "--webui-port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                memoryOfExecutor,
                                "--work-dir",
                                "work",
                                address));
            }
            Map<String, String> all = new TreeMap<>(settings);
            all.put("spark.executor.memory", memoryOfExecutor);
            all.put("spark.executor.cores", "1");
            spark.serve(address, all);
        });
    }

    private interface Start {
        void servers(LocalSpark spark) throws IOException;
    }

    private static LocalSpark open(Start start) throws IOException {
        Path jars = EngineFiles.of("spark").resolve("jars");
        LocalSpark spark = new LocalSpark(JdbcDriver.load(jars, "org.apache.hive.jdbc.HiveDriver"));
        try {
            start.servers(spark);
            return spark;
        } catch (RuntimeException | IOException e) {
            spark.close();
            throw e;
        }
    }

    private void serve(String master, Map<String, String> given) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("spark.master", master);
        settings.put("spark.app.name", "tests");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.sql.catalogImplementation", "in-memory");
        settings.put("spark.sql.session.timeZone", "UTC");
        settings.put("spark.sql.shuffle.partitions", "2");
        settings.put("spark.sql.warehouse.dir", "warehouse");
        settings.put("spark.hadoop.hive.server2.thrift.bind.host", "127.0.0.1");
        settings.put("spark.hadoop.hive.server2.thrift.port", "{port}");
        settings.putAll(given);
        run(
                "spark",
                "",
                STARTED.pattern(),
                settings.getOrDefault("spark.driver.memory", "1g"),
                settings,
                "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2",
                List.of());
    }

    private ManagedServer run(
            String name,
            String port,
            String started,
            String memory,
            Map<String, String> settings,
            String main,
            List<String> arguments)
            throws IOException {
        Path home = EngineFiles.of("spark");
        // Only the shell knows the directory of the server, in which all temporary files are to be.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" -Djava.io.tmpdir=\"$PWD\" \"$@\""));
        command.add(EngineFiles.java(17, 21).toString());
        command.add("-Xmx" + memory);
        command.addAll(OPENED);
        command.add("-Djdk.reflect.useDirectMethodHandle=false");
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", home.resolve("jars") + "/*", main));
        command.addAll(arguments);
        ServerSpec spec = ServerSpec.of(name, command.toArray(String[]::new))
                .withEnvironment(Map.of(
                        "SPARK_HOME", home.toString(),
                        // The scripts that are not there would find it.
                        "SPARK_SCALA_VERSION", "2.13",
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "SPARK_LOCAL_HOSTNAME", "127.0.0.1"))
                .withHealth(HealthCheck.logLine(Pattern.compile(started)))
                .withStartupTimeout(Duration.ofMinutes(3));
        ManagedServer server =
                ManagedServer.start(port.isEmpty() ? spec : spec.withPort(PortSource.fromLog(Pattern.compile(port))));
        servers.add(0, server);
        return server;
    }

    /** Return the address for JDBC. */
    public String url() {
        return "jdbc:hive2://127.0.0.1:" + servers.get(0).port() + "/default";
    }

    /** Return its processes, that of the Thrift server first; those of a worker start executors. */
    public List<ManagedServer> servers() {
        return List.copyOf(servers);
    }

    /** Return all its processes. */
    public List<ProcessHandle> processes() {
        return servers.stream().flatMap(server -> server.processes().stream()).toList();
    }

    /** Return the executors that run now. */
    public List<ProcessHandle> executors() {
        return processes().stream().filter(LocalSpark::isExecutor).toList();
    }

    /** Wait until so many executors run. */
    public void awaitExecutors(int number) {
        await("executors").atMost(Duration.ofMinutes(2)).until(() -> executors().size() >= number);
    }

    private static boolean isExecutor(ProcessHandle process) {
        return process.info()
                .arguments()
                .filter(arguments ->
                        List.of(arguments).contains("org.apache.spark.executor.CoarseGrainedExecutorBackend"))
                .isPresent();
    }

    @Override
    public void close() throws IOException {
        servers.forEach(ManagedServer::close);
        try {
            driver.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
