package io.mmp.test.mlflow.embedded.otlp;

import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.ProtoField;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.List;
import java.util.function.Supplier;

/** The messages of OpenTelemetry's protocol, as its JSON form has them. */
final class OtlpSchema {

    private static final Schema ANY_VALUE = Schema.of(
                    Field.string("string_value"),
                    Field.scalar("bool_value", FieldType.BOOLEAN),
                    Field.scalar("int_value", FieldType.INT64),
                    Field.scalar("double_value", FieldType.DOUBLE),
                    later("array_value", () -> OtlpSchema.ARRAY),
                    later("kvlist_value", () -> OtlpSchema.KEY_VALUES),
                    Field.string("bytes_value"))
            .oneOf(
                    "string_value",
                    "bool_value",
                    "int_value",
                    "double_value",
                    "array_value",
                    "kvlist_value",
                    "bytes_value");
    private static final Schema KEY_VALUE = Schema.of(Field.string("key"), Field.object("value", ANY_VALUE));
    private static final Schema ARRAY = Schema.of(Field.objects("values", ANY_VALUE));
    private static final Schema KEY_VALUES = Schema.of(Field.objects("values", KEY_VALUE));
    private static final Field DROPPED = Field.scalar("dropped_attributes_count", FieldType.UINT32);
    private static final Field FLAGS = Field.scalar("flags", FieldType.UINT32);
    private static final Field SCHEMA_URL = Field.string("schema_url");
    private static final Field ATTRIBUTES = Field.objects("attributes", KEY_VALUE);
    private static final List<String> KINDS = List.of(
            "SPAN_KIND_UNSPECIFIED",
            "SPAN_KIND_INTERNAL",
            "SPAN_KIND_SERVER",
            "SPAN_KIND_CLIENT",
            "SPAN_KIND_PRODUCER",
            "SPAN_KIND_CONSUMER");
    private static final Schema SPAN = Schema.of(
            Field.string("trace_id"),
            Field.string("span_id"),
            Field.string("parent_span_id"),
            Field.string("trace_state"),
            Field.string("name"),
            Field.scalar("start_time_unix_nano", FieldType.UINT64),
            Field.scalar("end_time_unix_nano", FieldType.UINT64),
            ATTRIBUTES,
            DROPPED,
            FLAGS,
            ProtoField.openEnumeration("kind", KINDS),
            Field.objects(
                    "events",
                    Schema.of(
                            Field.string("name"),
                            Field.scalar("time_unix_nano", FieldType.UINT64),
                            ATTRIBUTES,
                            DROPPED)),
            Field.scalar("dropped_events_count", FieldType.UINT32),
            Field.objects(
                    "links",
                    Schema.of(
                            Field.string("trace_id"),
                            Field.string("span_id"),
                            Field.string("trace_state"),
                            ATTRIBUTES,
                            DROPPED,
                            FLAGS)),
            Field.scalar("dropped_links_count", FieldType.UINT32),
            Field.object(
                    "status",
                    Schema.of(
                            Field.string("message"),
                            ProtoField.openEnumeration(
                                    "code", List.of("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR")))));

    /** An export request. */
    static final Schema REQUEST = Schema.of(Field.objects(
            "resource_spans",
            Schema.of(
                    Field.object("resource", Schema.of(ATTRIBUTES, DROPPED)),
                    Field.objects(
                            "scope_spans",
                            Schema.of(
                                    Field.object(
                                            "scope",
                                            Schema.of(
                                                    Field.string("name"),
                                                    Field.string("version"),
                                                    ATTRIBUTES,
                                                    DROPPED)),
                                    Field.objects("spans", SPAN),
                                    SCHEMA_URL)),
                    SCHEMA_URL)));

    private OtlpSchema() {}

    /** Describe a message that contains itself. */
    private static Field later(String name, Supplier<Schema> schema) {
        return new Field(name, false, (json, sink) -> schema.get().read(json, sink), json -> true, List.of());
    }
}
