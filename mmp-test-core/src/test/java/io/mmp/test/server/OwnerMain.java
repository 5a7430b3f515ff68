package io.mmp.test.server;

import java.time.Duration;
import java.util.Map;

/**
 * A JVM that owns a server and ends in the way that its first argument says.
 *
 * <p>The server's script is the second argument, if there is one; it prints {@code ready} once the server is up.
 */
final class OwnerMain {

    private OwnerMain() {}

    public static void main(String[] args) throws InterruptedException {
        String script = args.length > 1 ? args[1] : "exec \"$@\"";
        ServerSpec java = HttpMain.under(script);
        ServerSpec spec = ServerSpec.of("owned", java.command().toArray(String[]::new))
                .withPort(java.port())
                .withEnvironment(Map.of("MMP_OWNER_MARK", args.length > 2 ? args[2] : "none"))
                .withStopTimeout(Duration.ofMillis(500));
        ManagedServer server = ManagedServer.start(spec);
        System.out.println("ready");
        switch (args[0]) {
            case "start-and-close" -> server.close();
            case "pause-and-close" -> {
                server.pause();
                Thread.sleep(500); // time for a shell to take the pause for an end
                server.resume();
                System.out.println(server.isAlive() ? "alive after the pause" : "ended by the pause");
                server.close();
            }
            case "return" -> {}
            case "exit" -> System.exit(0);
            case "halt" -> Runtime.getRuntime().halt(0);
            case "throw" -> throw new IllegalStateException("a test failed");
            case "wait" -> Thread.sleep(Duration.ofMinutes(5).toMillis());
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
