package io.mmp.test.readiness;

import java.util.Map;

/**
 * A part of the file of a contract.
 *
 * @param path what leads to it, such as {@code services.rag.port}
 * @param place where its key stands
 * @param text empty if it is no text
 * @param members in their order; empty if it is no mapping
 */
record ContractNode(String path, Place place, Kind kind, String text, Map<String, ContractNode> members) {

    enum Kind {
        NOTHING("nothing"),
        TEXT("a text"),
        MAPPING("a mapping"),
        LIST("a list");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static ContractNode of(String path, Place place, Kind kind) {
        return new ContractNode(path, place, kind, "", Map.of());
    }

    static ContractNode text(String path, Place place, String text) {
        return new ContractNode(path, place, Kind.TEXT, text, Map.of());
    }

    static ContractNode mapping(String path, Place place, Map<String, ContractNode> members) {
        return new ContractNode(path, place, Kind.MAPPING, "", members);
    }

    static String path(String above, String key) {
        return above.isEmpty() ? key : above + "." + key;
    }
}
