package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class PortLeaseTests {

    @TempDir
    Path directory;

    @Test
    void jvms_that_lease_at_the_same_time_get_different_ports() throws Exception {
        List<Process> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                jvms.add(new ProcessBuilder(HttpMain.java(LeaseMain.class, directory.toString(), "100"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            }
            Set<Integer> ports = new HashSet<>();
            for (Process jvm : jvms) {
                List<Integer> leased = jvm.inputReader()
                        .lines()
                        .limit(100)
                        .map(Integer::valueOf)
                        .toList();
                assertThat(leased).hasSize(100);
                ports.addAll(leased);
            }
            assertThat(ports).hasSize(300);
        } finally {
            jvms.forEach(Process::destroyForcibly);
        }
    }

    @Test
    void a_port_that_is_in_use_is_passed_over_and_a_full_range_is_reported() throws IOException {
        List<PortLease> leases = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();
        try {
            PortLease probe = PortLease.take(directory);
            probe.close();
            try (ServerSocket inUse = new ServerSocket(probe.port(), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
                assertThatThrownBy(() -> {
                            while (true) {
                                leases.add(PortLease.take(directory));
                            }
                        })
                        .isInstanceOf(ServerStartException.class)
                        .hasMessage("All ports from 20000 to 20999 are leased or in use.");
                leases.forEach(lease -> taken.add(lease.port()));
                assertThat(taken).doesNotContain(inUse.getLocalPort()).doesNotHaveDuplicates();
            }
        } finally {
            leases.forEach(PortLease::close);
        }
    }

    /** Leases as many ports as its second argument says, prints them and keeps them. */
    static final class LeaseMain {

        private LeaseMain() {}

        public static void main(String[] args) throws InterruptedException {
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                System.out.println(PortLease.take(Path.of(args[0])).port());
            }
            Thread.sleep(60_000);
        }
    }
}
