package io.mmp.test.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sockets that {@code lsof} tells of, known by their process; without it, what a connection tells. */
record LsofSockets() implements ListeningSockets {

    private static final PosixTool LSOF = new PosixTool("lsof");

    /** One socket of its output. */
    private record Line(String pid, String type, String name) {

        String address() {
            return name.substring(0, name.lastIndexOf(':'));
        }

        int port() {
            return Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
        }
    }

    @Override
    public boolean isOpen(int port) {
        return Loopback.isOpen(port);
    }

    @Override
    public List<Socket> on(int port) {
        return port == 0
                ? List.of()
                : lines("-iTCP:" + port).stream().flatMap(LsofSockets::socket).toList();
    }

    @Override
    public List<ProcessHandle> owners(List<Socket> sockets) {
        return sockets.stream()
                .map(socket -> Long.valueOf(socket.id()))
                .distinct()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    @Override
    public Set<Integer> portsOf(long pid) {
        Set<Integer> ports = new TreeSet<>();
        lines("-iTCP", "-a", "-p", String.valueOf(pid)).forEach(line -> ports.add(line.port()));
        return ports;
    }

    @Override
    public boolean knowOwners() {
        return LSOF.isInstalled();
    }

    private static Stream<Socket> socket(Line line) {
        boolean v4 = line.type().equals("IPv4");
        return switch (line.address()) {
            case "*" -> Stream.of(new Socket(line.pid(), v4 ? Address.ANY_V4 : Address.ANY_V6));
            case "127.0.0.1" -> Stream.of(new Socket(line.pid(), Address.LOOPBACK_V4));
            case "[::1]" -> Stream.of(new Socket(line.pid(), Address.LOOPBACK_V6));
            default -> Stream.empty();
        };
    }

    private static List<Line> lines(String... selection) {
        List<Line> lines = new ArrayList<>();
        String pid = "";
        String type = "";
        String[] arguments = Stream.concat(Stream.of("-nP", "-sTCP:LISTEN", "-Fptn"), Stream.of(selection))
                .toArray(String[]::new);
        for (String field : LSOF.lines(arguments)) {
            String value = field.substring(1);
            switch (field.charAt(0)) {
                case 'p' -> pid = value;
                case 't' -> type = value;
                case 'n' -> {
                    if (value.matches(".*:\\d+")) {
                        lines.add(new Line(pid, type, value));
                    }
                }
                default -> {} // the number of the descriptor
            }
        }
        return lines;
    }
}
