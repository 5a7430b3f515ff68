package io.mmp.test.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A JVM that owns a group of two processes and ends in the way that its first argument says; the second marks what it starts. */
final class GroupOwnerMain {

    private GroupOwnerMain() {}

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> mark = Map.of("MMP_GROUP_MARK", args[1]);
        ServiceGroup group = ServiceGroup.start(GroupSpec.of(
                        Service.of(PartMain.spec("store").withEnvironment(mark)),
                        Service.of(PartMain.spec("front", "{uri:store}").withEnvironment(mark)))
                .withFaultProxies());
        group.pause("store");
        System.out.println("ready");
        switch (args[0]) {
            case "close" -> {
                group.close();
                try {
                    System.out.println(GroupSpec.compose(Path.of("compose.yml")));
                } catch (ServiceGroupException e) {
                    System.out.println(e.getMessage());
                }
            }
            case "return" -> {}
            case "exit" -> System.exit(0);
            case "halt" -> Runtime.getRuntime().halt(0);
            default -> Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }
}
