package io.mmp.test.system;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds and replaces what stands for the address of another service: {@code {uri:name}}, {@code {host:name}}, {@code {port:name}}. */
final class References {

    private static final Pattern REFERENCE = Pattern.compile("\\{(uri|host|port):([^{}\\s]+)}");

    private References() {}

    /** Return the names of the services that a text refers to. */
    static Set<String> in(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(2));
        }
        return names;
    }

    /** Replace each reference by the address of its service. */
    static String replace(String text, Function<String, URI> addresses) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(part(match.group(1), addresses.apply(match.group(2)))));
    }

    private static String part(String what, URI address) {
        return switch (what) {
            case "host" -> address.getHost();
            case "port" -> String.valueOf(Addresses.port(address));
            default -> address.toString();
        };
    }
}
