package io.mmp.test.feast.registry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import feast.proto.core.FeatureViewProto.FeatureView;
import feast.proto.core.RegistryProto.Registry;
import feast.proto.core.StreamFeatureViewProto.StreamFeatureView;
import io.mmp.test.feast.store.FeastException;
import java.util.HashMap;
import java.util.Map;

/** Reads feast.core.FeatureViewVersionHistory, which Feast has had since the messages of the Java SDK. */
final class VersionHistory {

    private static final int HISTORY = 18; // of feast.core.Registry
    private static final int RECORDS = 1;
    private static final int NAME = 1;
    private static final int PROJECT = 2;
    private static final int NUMBER = 3;
    private static final int TYPE = 4;
    private static final int VIEW = 5;

    private VersionHistory() {}

    /** Return the declarations of each view of this project by their version numbers. */
    static Map<String, Map<Integer, ViewMessage>> read(Registry registry, String project) {
        Map<String, Map<Integer, ViewMessage>> versions = new HashMap<>();
        try {
            for (ByteString history :
                    registry.getUnknownFields().getField(HISTORY).getLengthDelimitedList()) {
                for (ByteString bytes :
                        UnknownFieldSet.parseFrom(history).getField(RECORDS).getLengthDelimitedList()) {
                    UnknownFieldSet version = UnknownFieldSet.parseFrom(bytes);
                    if (text(version, PROJECT).equals(project)) {
                        add(version, versions.computeIfAbsent(text(version, NAME), absent -> new HashMap<>()));
                    }
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new FeastException("The version history of the registry cannot be read.", e);
        }
        return versions;
    }

    private static void add(UnknownFieldSet version, Map<Integer, ViewMessage> versions)
            throws InvalidProtocolBufferException {
        ByteString view = bytes(version, VIEW);
        int number = Unknown.number(version, NUMBER);
        switch (text(version, TYPE)) {
            case "feature_view" -> versions.put(number, ViewMessage.of(FeatureView.parseFrom(view)));
            case "stream_feature_view" -> versions.put(number, ViewMessage.of(StreamFeatureView.parseFrom(view)));
            default -> {} // on-demand views are not served in any version
        }
    }

    private static String text(UnknownFieldSet message, int field) {
        return bytes(message, field).toStringUtf8();
    }

    private static ByteString bytes(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream()
                .reduce((first, last) -> last)
                .orElse(ByteString.EMPTY);
    }
}
