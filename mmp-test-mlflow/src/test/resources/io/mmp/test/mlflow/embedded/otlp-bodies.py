"""Send bodies of OpenTelemetry's protocol to a server, right, odd and broken ones, and print what it answers and keeps of them."""
import base64, functools, gzip, json, os, urllib.error, urllib.request, zlib
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue, KeyValueList
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span, Status
from google.protobuf.json_format import MessageToDict

SERVER = os.environ["MLFLOW_TRACKING_URI"]
PROTO, JSON = "application/x-protobuf", "application/json"
count = 0

def post(name, body, media=PROTO, encoding=None, headers=None, shown=()):
    headers = {"x-mlflow-experiment-id": "0", **(headers or {})}
    if media is not None:
        headers["Content-Type"] = media
    if encoding:
        headers["Content-Encoding"] = encoding
    request = urllib.request.Request(SERVER + "/v1/traces", data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            result = answer.status, answer.read().decode()
    except urllib.error.HTTPError as e:
        result = e.code, e.read().decode()
    print(name, *result)
    for trace in shown:
        try:
            with urllib.request.urlopen(f"{SERVER}/api/3.0/mlflow/traces/get?trace_id=tr-{trace}&allow_partial=true") as answer:
                tree = json.loads(answer.read())["trace"]
                for key in ("trace_id", "request_time", "execution_duration", "state", "tags", "request_preview", "response_preview"):
                    print("   ", key, json.dumps(tree["trace_info"].get(key), sort_keys=True, ensure_ascii=True))
                for span in tree.get("spans", []):
                    print("   ", json.dumps(span, sort_keys=True, ensure_ascii=True))
        except urllib.error.HTTPError as e:
            print("   ", e.code)

def trace_id():
    global count
    count += 1
    return f"{count:032x}"

def value(x):
    if x is None: return AnyValue()
    if isinstance(x, bool): return AnyValue(bool_value=x)
    if isinstance(x, int): return AnyValue(int_value=x)
    if isinstance(x, float): return AnyValue(double_value=x)
    if isinstance(x, str): return AnyValue(string_value=x)
    if isinstance(x, bytes): return AnyValue(bytes_value=x)
    if isinstance(x, list): return AnyValue(array_value=ArrayValue(values=[value(i) for i in x]))
    return AnyValue(kvlist_value=KeyValueList(values=[KeyValue(key=k, value=value(v)) for k, v in x.items()]))

def pairs(d):
    return [KeyValue(key=k, value=value(v)) for k, v in d.items()]

def span(trace, **fields):
    attributes = pairs(fields.pop("attributes", {}))
    s = Span(trace_id=bytes.fromhex(trace), span_id=b"\0\0\0\0\0\0\0\x01", name="root",
             start_time_unix_nano=1767225600000000001, end_time_unix_nano=1767225601500000000)
    for key, v in fields.items():
        if isinstance(v, list): getattr(s, key).extend(v)
        elif key == "status": s.status.CopyFrom(v)
        else: setattr(s, key, v)
    s.attributes.extend(attributes)
    return s

def request(*spans, resource=None):
    r = ResourceSpans(scope_spans=[ScopeSpans(spans=spans)])
    r.resource.attributes.extend(pairs(resource or {"service.name": "shop"}))
    return ExportTraceServiceRequest(resource_spans=[r])

def as_json(message, mutate=lambda tree: None):
    tree = MessageToDict(message)
    for r in tree["resourceSpans"]:
        for sc in r.get("scopeSpans", []):
            for s in sc.get("spans", []):
                for key in ("traceId", "spanId", "parentSpanId"):
                    if key in s:
                        s[key] = base64.b64decode(s[key]).hex()
    mutate(tree)
    return json.dumps(tree).encode()

def first(tree):
    return tree["resourceSpans"][0]["scopeSpans"][0]["spans"][0]

def both(name, make, **sent):
    t = trace_id()
    post(name + " proto", make(t).SerializeToString(), shown=[t], **sent)
    t = trace_id()
    post(name + " json", as_json(make(t)), JSON, shown=[t], **sent)

ALL = {"s": "größe 😀", "t": True, "f": False, "i": -5, "big": 2**63 - 1, "d": 0.5, "whole": 3.0, "nan": float("nan"), "inf": float("inf"),
       "b": b"\x00\xff", "l": [1, "a", None, [2.5]], "m": {"k": {"n": None}, "": 1}, "none": None, "e": [], "o": {}, "empty": ""}
both("plain", lambda t: request(span(t)))
both("values", lambda t: request(span(t, attributes=ALL)))
both("resource values", lambda t: request(span(t), resource=ALL))
both("status", lambda t: request(span(t, status=Status(code=2, message="bad ü"))))
both("unset status", lambda t: request(span(t, status=Status(code=0, message="odd"))))
both("unknown status", lambda t: request(span(t, status=Status(code=7))))
both("negative status", lambda t: request(span(t, status=Status(code=-1))))
both("kind", lambda t: request(span(t, kind=3)))
both("child", lambda t: request(span(t, parent_span_id=b"\0" * 7 + b"\x09")))
both("zero parent", lambda t: request(span(t, parent_span_id=b"\0" * 8)))
both("no name", lambda t: request(span(t, name="")))
both("no times", lambda t: request(span(t, start_time_unix_nano=0, end_time_unix_nano=0)))
both("end before start", lambda t: request(span(t, end_time_unix_nano=5)))
both("large times", lambda t: request(span(t, start_time_unix_nano=2**63, end_time_unix_nano=2**64 - 1)))
both("largest time", lambda t: request(span(t, end_time_unix_nano=2**63 - 1)))
both("bytes in an event", lambda t: request(span(t, events=[Span.Event(name="e", attributes=pairs({"x": b"a\\x00\x27", "y": [b"b"]}))])))
both("bytes in a link", lambda t: request(span(t, links=[Span.Link(trace_id=b"\\1" * 16, span_id=b"\\2" * 8, attributes=pairs({"x": b"b"}))])))
both("bytes in values", lambda t: request(span(t, attributes={"l": [b"b", {"k": b"\x27"}]})))
both("service among attributes", lambda t: request(span(t, attributes={"a": 1, "service.name": "x", "b": 2}), resource={"service.name": "qwen-code"}))
both("events", lambda t: request(span(t, events=[Span.Event(name="e", time_unix_nano=7, attributes=pairs({"x": [1, {"y": None}]})), Span.Event()])))
both("event of a large time", lambda t: request(span(t, events=[Span.Event(name="e", time_unix_nano=2**64 - 1)])))
both("links", lambda t: request(span(t, links=[Span.Link(trace_id=b"\1" * 16, span_id=b"\2" * 8, attributes=pairs({"x": 1}))])))
both("empty link", lambda t: request(span(t, links=[Span.Link()])))
both("short link ids", lambda t: request(span(t, links=[Span.Link(trace_id=b"\1", span_id=b"\2")])))
both("long link ids", lambda t: request(span(t, links=[Span.Link(trace_id=b"\1" * 20, span_id=b"\2" * 20)])))
both("no span id", lambda t: request(span(t, span_id=b"")))
both("no trace id", lambda t: request(span(t, trace_id=b"")))
both("short ids", lambda t: request(span(t, trace_id=b"\1\2", span_id=b"\3")))
both("long trace id", lambda t: request(span(t, trace_id=b"\1" * 17)))
both("long span id", lambda t: request(span(t, span_id=b"\1" * 9)))
both("known service", lambda t: request(span(t), resource={"service.name": "claude-code"}))
both("service is a number", lambda t: request(span(t), resource={"service.name": 5}))
both("two of one key", lambda t: request(span(t, attributes={"a": 1}), resource={"a": 1}))
both("no spans", lambda t: ExportTraceServiceRequest(resource_spans=[ResourceSpans()]))
both("nothing", lambda t: ExportTraceServiceRequest(resource_spans=[ResourceSpans(scope_spans=[ScopeSpans()])]))
post("empty proto", b"")
post("empty json", b"", JSON)
post("empty object", b"{}", JSON)

def raw(name, change, **sent):
    t = trace_id()
    post(name, change(t), shown=[t], **sent)

def field(number, kind, content=b""):
    tag = number << 3 | kind
    out = b""
    while tag > 127:
        out += bytes([tag & 127 | 128]); tag >>= 7
    return out + bytes([tag]) + content

def sized(number, content):
    n = len(content); out = b""
    while n > 127:
        out += bytes([n & 127 | 128]); n >>= 7
    return field(number, 2, out + bytes([n]) + content)

def wrapped(span_bytes):
    return sized(1, sized(2, sized(2, span_bytes)))

raw("unknown fields", lambda t: wrapped(span(t).SerializeToString() + field(99, 0, b"\x05") + sized(98, b"x") + field(97, 1, b"\0" * 8) + field(96, 5, b"\0" * 4)))
raw("an unknown group", lambda t: wrapped(span(t).SerializeToString() + field(95, 3) + field(1, 0, b"\5") + field(94, 3) + field(94, 4) + field(95, 4)))
raw("an open group", lambda t: wrapped(span(t).SerializeToString() + field(95, 3)))
raw("a closed group", lambda t: wrapped(span(t).SerializeToString() + field(95, 4)))
raw("crossed groups", lambda t: wrapped(span(t).SerializeToString() + field(95, 3) + field(94, 4)))
raw("wire type 6", lambda t: wrapped(span(t).SerializeToString() + field(5, 6)))
raw("name as number", lambda t: wrapped(span(t).SerializeToString() + field(5, 0, b"\5")))
raw("time as varint", lambda t: wrapped(span(t).SerializeToString() + field(7, 0, b"\5")))
raw("attribute as number", lambda t: wrapped(span(t).SerializeToString() + field(9, 0, b"\5")))
raw("status code as bytes", lambda t: wrapped(span(t).SerializeToString() + sized(15, sized(3, b"x"))))
raw("status in two parts", lambda t: wrapped(span(t).SerializeToString() + sized(15, sized(2, b"msg")) + sized(15, field(3, 0, b"\2"))))
raw("two names", lambda t: wrapped(span(t).SerializeToString() + sized(5, b"second")))
raw("value in two parts", lambda t: wrapped(span(t).SerializeToString() + sized(9, sized(1, b"k") + sized(2, field(3, 0, b"\5")) + sized(2, b""))))
raw("value of two kinds", lambda t: wrapped(span(t).SerializeToString() + sized(9, sized(1, b"k") + sized(2, field(3, 0, b"\5") + sized(1, b"text")))))
raw("list in two parts", lambda t: wrapped(span(t).SerializeToString() + sized(9, sized(1, b"k") + sized(2, sized(5, sized(1, field(3, 0, b"\1")))) + sized(2, sized(5, sized(1, field(3, 0, b"\2")))))))
raw("list twice in a value", lambda t: wrapped(span(t).SerializeToString() + sized(9, sized(1, b"k") + sized(2, sized(5, sized(1, field(3, 0, b"\1"))) + sized(5, sized(1, field(3, 0, b"\2")))))))
raw("resource in two parts", lambda t: sized(1, sized(1, sized(1, sized(1, b"a"))) + sized(2, sized(2, span(t).SerializeToString())) + sized(1, sized(1, sized(1, b"b")))))
raw("name is no utf-8", lambda t: wrapped(span(t).SerializeToString() + sized(5, b"\xff")))
raw("long varint", lambda t: wrapped(span(t).SerializeToString() + sized(9, sized(1, b"k") + sized(2, field(3, 0, b"\xff" * 9 + b"\1")))))
raw("too long varint", lambda t: wrapped(span(t).SerializeToString() + sized(9, sized(1, b"k") + sized(2, field(3, 0, b"\xff" * 10 + b"\1")))))
raw("field zero", lambda t: wrapped(span(t).SerializeToString() + b"\0\0"))
raw("field beyond the last", lambda t: wrapped(span(t).SerializeToString() + b"\x80\x80\x80\x80\x10\0"))
raw("deep", lambda t: request(span(t, attributes={"k": functools.reduce(lambda x, _: [x], range(30), 1)})).SerializeToString())
raw("too deep", lambda t: wrapped(span(t).SerializeToString() + sized(9, sized(1, b"k") + sized(2, functools.reduce(lambda x, _: sized(5, sized(1, x)), range(60), b"")))))
whole = request(span("f" * 32, attributes=ALL)).SerializeToString()
for cut in (1, 2, 5, 20, 60, len(whole) - 1):
    post(f"cut at {cut}", whole[:cut])
post("text", b"hello")
post("json as proto", as_json(request(span("e" * 32))))
post("proto as json", whole, JSON)

t = trace_id(); plain = request(span(t)).SerializeToString()
post("gzip", gzip.compress(plain), encoding="gzip", shown=[t])
t = trace_id(); plain = request(span(t)).SerializeToString()
post("GZIP", gzip.compress(plain), encoding="GZIP", shown=[t])
post("two members", gzip.compress(plain[:5]) + gzip.compress(plain[5:]), encoding="gzip")
post("gzip with a tail", gzip.compress(plain) + b"tail", encoding="gzip")
post("gzip with zeros", gzip.compress(plain) + b"\0" * 9, encoding="gzip")
post("gzip cut", gzip.compress(plain)[:-3], encoding="gzip")
post("gzip with a wrong sum", gzip.compress(plain)[:-8] + b"\0" * 8, encoding="gzip")
post("no gzip", plain, encoding="gzip")
post("empty gzip", b"", encoding="gzip")
post("deflate", zlib.compress(plain), encoding="deflate")
post("raw deflate", zlib.compress(plain)[2:-4], encoding="deflate")
post("deflate cut", zlib.compress(plain)[:-3], encoding="deflate")
post("deflate with a tail", zlib.compress(plain) + b"tail", encoding="deflate")
post("raw deflate cut", zlib.compress(plain)[2:-9], encoding="deflate")
post("empty deflate", b"", encoding="deflate")
post("br", plain, encoding="br")
post("identity", plain, encoding="identity")
post("two encodings", plain, encoding="gzip, gzip")
post("gzip json", gzip.compress(as_json(request(span(trace_id())))), JSON, encoding="gzip")
for media in (None, "", "text/plain", "application/json; charset=utf-8", "APPLICATION/JSON", " application/x-protobuf ", "application/x-protobuf;", "application/protobuf"):
    post(f"media {media!r}", plain, media)
for experiment in ("", "999999", "x", " 0", "0 ", "1.5", "-1"):
    post(f"experiment {experiment!r}", request(span(trace_id())).SerializeToString(), headers={"x-mlflow-experiment-id": experiment})

def odd(name, mutate):
    t = trace_id()
    post("json " + name, as_json(request(span(t, attributes={"a": 1})), mutate), JSON, shown=[t])

def assign(**fields):
    return lambda tree: first(tree).update(fields)

odd("snake case", lambda tree: first(tree).update(start_time_unix_nano=first(tree).pop("startTimeUnixNano")))
odd("both cases", lambda tree: first(tree).update(start_time_unix_nano="7"))
odd("time as number", assign(startTimeUnixNano=1767225600000000001))
odd("time as float", assign(startTimeUnixNano=1767225600000000000.0))
odd("time as text float", assign(startTimeUnixNano="1e18"))
odd("time with spaces", assign(startTimeUnixNano=" 5 "))
odd("negative time", assign(startTimeUnixNano=-1))
odd("time of 64 bits", assign(startTimeUnixNano=str(2**64 - 1)))
odd("time of 65 bits", assign(startTimeUnixNano=str(2**64)))
odd("time null", assign(startTimeUnixNano=None))
odd("time true", assign(startTimeUnixNano=True))
odd("name number", assign(name=5))
odd("name null", assign(name=None))
odd("unknown field", assign(unknown={"x": 1}))
odd("kind text", assign(kind="SPAN_KIND_CLIENT"))
odd("kind unknown text", assign(kind="X"))
odd("kind number", assign(kind=99))
odd("kind list", assign(kind=[]))
odd("flags", assign(flags=257))
odd("flags text", assign(flags="x"))
odd("trace state", assign(traceState="a=b"))
odd("trace state number", assign(traceState=5))
odd("dropped", assign(droppedAttributesCount="x"))
odd("status text", assign(status={"code": "STATUS_CODE_ERROR"}))
odd("status unknown text", assign(status={"code": "BAD"}))
odd("status number text", assign(status={"code": "2"}))
odd("status unknown", assign(status={"code": 9}))
odd("status deprecated", assign(status={"deprecatedCode": 1, "code": 1}))
odd("status list", assign(status=[]))
odd("status null", assign(status=None))
odd("upper case id", lambda tree: first(tree).update(spanId="000000000000000A"))
odd("odd digits", assign(spanId="123"))
odd("no hex", assign(spanId="xyz"))
odd("id with spaces", assign(spanId="00 00 00 00 00 00 00 0b"))
odd("id number", assign(spanId=5))
odd("id null", assign(parentSpanId=None))
odd("id list", assign(parentSpanId=[1]))
odd("attribute without value", assign(attributes=[{"key": "a"}]))
odd("attribute without key", assign(attributes=[{"value": {"intValue": 1}}]))
odd("attribute null", assign(attributes=[None]))
odd("attributes null", assign(attributes=None))
odd("attributes object", assign(attributes={}))
odd("attribute value null", assign(attributes=[{"key": "a", "value": None}]))
odd("two kinds", assign(attributes=[{"key": "a", "value": {"intValue": 1, "stringValue": "x"}}]))
odd("int text", assign(attributes=[{"key": "a", "value": {"intValue": "12"}}]))
odd("int too large", assign(attributes=[{"key": "a", "value": {"intValue": str(2**63)}}]))
odd("int float", assign(attributes=[{"key": "a", "value": {"intValue": 1.5}}]))
odd("double text", assign(attributes=[{"key": "a", "value": {"doubleValue": "0.5"}}, {"key": "b", "value": {"doubleValue": "NaN"}}, {"key": "c", "value": {"doubleValue": "-Infinity"}}, {"key": "d", "value": {"doubleValue": 1}}]))
odd("bool text", assign(attributes=[{"key": "a", "value": {"boolValue": "true"}}]))
odd("bytes", assign(attributes=[{"key": "a", "value": {"bytesValue": "AAECAw=="}}, {"key": "b", "value": {"bytesValue": "_-8"}}]))
odd("no base64", assign(attributes=[{"key": "a", "value": {"bytesValue": "A"}}]))
odd("string null", assign(attributes=[{"key": "a", "value": {"stringValue": None}}]))
odd("array null", assign(attributes=[{"key": "a", "value": {"arrayValue": None}}, {"key": "b", "value": {"arrayValue": {"values": None}}}, {"key": "c", "value": {"kvlistValue": {}}}]))
odd("array in list", assign(attributes=[{"key": "a", "value": {"arrayValue": [1]}}]))
odd("string_value", assign(attributes=[{"key": "a", "value": {"string_value": "x"}}]))
odd("link hex", assign(links=[{"traceId": "01" * 16, "spanId": "02" * 8}]))
odd("scope", lambda tree: tree["resourceSpans"][0]["scopeSpans"][0].update(scope={"name": "lib", "version": 5}))
odd("schema url", lambda tree: tree["resourceSpans"][0].update(schemaUrl=5))
odd("spans null", lambda tree: tree["resourceSpans"][0]["scopeSpans"][0].update(spans=None))
odd("resource null", lambda tree: tree["resourceSpans"][0].update(resource=None))
odd("snake resource", lambda tree: tree.update(resource_spans=tree.pop("resourceSpans")))
for text in ("null", "[]", "5", '"x"', "{", "{\"resourceSpans\":null}", "{\"resourceSpans\":[null]}", "{\"resourceSpans\":[{}]}", "{\"resourceSpans\":5}", "\ufeff{}", "NaN", "{\"resourceSpans\":[{\"scopeSpans\":[5]}]}", "{\"a\":1,\"a\":2}", "{\"resourceSpans\":[{}],\"resourceSpans\":[]}"):
    post("json " + text, text.encode(), JSON)
post("json utf-16", "{\"resourceSpans\":[{}]}".encode("utf-16"), JSON)
post("json latin", "{\"resourceSpans\":[{}],\"ü\":1}".encode("latin-1"), JSON)
