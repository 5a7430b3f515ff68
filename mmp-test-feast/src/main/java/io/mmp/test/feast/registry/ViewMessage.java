package io.mmp.test.feast.registry;

import com.google.protobuf.Duration;
import com.google.protobuf.UnknownFieldSet;
import feast.proto.core.DataSourceProto.DataSource;
import feast.proto.core.FeatureProto.FeatureSpecV2;
import feast.proto.core.FeatureViewProto;
import feast.proto.core.FeatureViewProto.FeatureViewSpec;
import feast.proto.core.StreamFeatureViewProto;
import feast.proto.core.StreamFeatureViewProto.StreamFeatureViewSpec;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a registry says of a feature view or a stream feature view, which an online store has in the same way.
 *
 * @param timestamp the timestamp field of its own, which only a stream feature view has
 * @param metaFields what Feast has had in its state since the Java SDK
 */
record ViewMessage(
        String project,
        String name,
        List<FeatureSpecV2> keys,
        List<FeatureSpecV2> features,
        Duration ttl,
        DataSource source,
        String timestamp,
        boolean disabled,
        UnknownFieldSet metaFields) {

    // Fields of feast.core.FeatureViewMeta, StreamFeatureViewMeta, FeatureViewSpec and StreamFeatureViewSpec in Feast
    // 0.67.
    private static final int CURRENT_VERSION = 4;
    private static final int STATE = 6;
    private static final int DISABLED = 20;
    private static final int STREAM_DISABLED = 23;

    /** By their numbers; of these, Feast serves the first and the last. */
    private static final List<String> STATES =
            List.of("STATE_UNSPECIFIED", "CREATED", "GENERATED", "MATERIALIZING", "AVAILABLE_ONLINE");

    static ViewMessage of(FeatureViewProto.FeatureView view) {
        FeatureViewSpec spec = view.getSpec();
        return new ViewMessage(
                spec.getProject(),
                spec.getName(),
                spec.getEntityColumnsList(),
                spec.getFeaturesList(),
                spec.getTtl(),
                spec.getBatchSource(),
                "",
                Unknown.number(spec.getUnknownFields(), DISABLED) != 0,
                view.getMeta().getUnknownFields());
    }

    static ViewMessage of(StreamFeatureViewProto.StreamFeatureView view) {
        StreamFeatureViewSpec spec = view.getSpec();
        return new ViewMessage(
                spec.getProject(),
                spec.getName(),
                spec.getEntityColumnsList(),
                spec.getFeaturesList(),
                spec.getTtl(),
                spec.getBatchSource(),
                spec.getTimestampField(),
                Unknown.number(spec.getUnknownFields(), STREAM_DISABLED) != 0,
                view.getMeta().getUnknownFields());
    }

    /**
     * Return the view with those of its versions that can be read; a feature that cannot is left out.
     *
     * @throws IllegalArgumentException if the view cannot be read
     */
    RegisteredView register(Map<Integer, ViewMessage> history, Map<String, String> leftOut) {
        FeatureView current = view(leftOut);
        int version = Unknown.number(metaFields, CURRENT_VERSION);
        Map<Integer, FeatureView> versions = new HashMap<>();
        history.forEach((number, message) -> {
            try {
                versions.put(number, message.view(new HashMap<>()));
            } catch (IllegalArgumentException | FeastException e) {
                leftOut.put(name + "@v" + number, String.valueOf(e.getMessage()));
            }
        });
        versions.put(version, current);
        return new RegisteredView(current, version, Map.copyOf(versions), refusal());
    }

    private FeatureView view(Map<String, String> leftOut) {
        List<Field> joinKeys = keys.stream()
                .filter(key -> !key.getName().equals(FeatureRegistry.NO_ENTITY))
                .map(ViewMessage::field)
                .toList();
        Set<String> keyNames = joinKeys.stream().map(Field::name).collect(Collectors.toSet());
        List<Field> readable = new ArrayList<>();
        for (FeatureSpecV2 feature : features) {
            if (!keyNames.contains(feature.getName())) { // stream feature views list their join keys again
                try {
                    readable.add(field(feature));
                } catch (FeastException e) {
                    leftOut.put(name + ":" + feature.getName(), String.valueOf(e.getMessage()));
                }
            }
        }
        String created = source.getCreatedTimestampColumn();
        return new FeatureView(
                name,
                joinKeys,
                readable,
                source.getTimestampField().isEmpty() ? timestamp : source.getTimestampField(),
                created.isEmpty() ? null : created,
                java.time.Duration.ofSeconds(ttl.getSeconds(), ttl.getNanos()),
                source.getFieldMappingMap());
    }

    private static Field field(FeatureSpecV2 spec) {
        return new Field(spec.getName(), ProtoValues.typeOf(spec.getValueTypeValue()));
    }

    private String refusal() {
        if (disabled) {
            return "Feature view '%s' is disabled and cannot serve features. Enable it with `feast feature-views enable %s` or set enabled=True."
                    .formatted(name, name);
        }
        int state = Unknown.number(metaFields, STATE);
        return state == 0 || state >= STATES.size() - 1
                ? ""
                : "Feature view '%s' is in state '%s' and cannot serve features. Only AVAILABLE_ONLINE feature views can serve."
                        .formatted(name, STATES.get(state));
    }
}
