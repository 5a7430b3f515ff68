"""Tables as JSON: {"types": {column: value type}, "columns": {column: [cell, ...]}}.

Floating-point numbers and decimals are text, timestamps microseconds since 1970, bytes Base64; maps and what is nested in them is
JSON as it stands.
"""

import base64
import datetime
import decimal
import uuid

import pyarrow
from feast.types import VALUE_TYPES_TO_FEAST_TYPES, Array, Int64, Set, String, Struct
from feast.value_type import ValueType

MICROS = pyarrow.timestamp("us", tz="UTC")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
SCALARS = {
    "BOOL": pyarrow.bool_(),
    "INT32": pyarrow.int32(),
    "INT64": pyarrow.int64(),
    "FLOAT": pyarrow.float32(),
    "DOUBLE": pyarrow.float64(),
    "STRING": pyarrow.string(),
    "JSON": pyarrow.string(),
    "UUID": pyarrow.string(),
    "TIME_UUID": pyarrow.string(),
    "ZONED_TIMESTAMP": pyarrow.string(),
    "DECIMAL": pyarrow.decimal128(38, 9),
    "BYTES": pyarrow.binary(),
    "PDF_BYTES": pyarrow.binary(),
    "IMAGE_BYTES": pyarrow.binary(),
    "UNIX_TIMESTAMP": MICROS,
}


def element(kind):
    """Name the type of the elements of a list or a set of one type, or nothing."""
    name = kind.removesuffix("_LIST").removesuffix("_SET")
    return name if name != kind and name in SCALARS else None


def feast_type(kind):
    """Feast wants to know what is in a struct and in a nested list, but stores what comes."""
    others = {"STRUCT": Struct({"any": String}), "STRUCT_LIST": Array(Struct({"any": String}))}
    others |= {"VALUE_LIST": Array(Array(Int64)), "VALUE_SET": Set(Array(Int64))}
    return others.get(kind) or VALUE_TYPES_TO_FEAST_TYPES[ValueType[kind]]


def arrow_type(kind):
    """Return the Arrow type for a value type, or nothing where the values decide."""
    if element(kind):
        return pyarrow.list_(SCALARS[element(kind)])
    return SCALARS.get(kind)


def cell(kind, value):
    """Make a Python value of a cell."""
    if value is None:
        return None
    if element(kind):
        return [cell(element(kind), one) for one in value]
    if kind in ("FLOAT", "DOUBLE"):
        return float(value)
    if kind == "UNIX_TIMESTAMP":
        return EPOCH + datetime.timedelta(microseconds=value)
    if kind == "DECIMAL":
        return decimal.Decimal(value)
    if kind.endswith("BYTES"):
        return base64.b64decode(value)
    return value


def cells(table, name):
    return [cell(table["types"][name], value) for value in table["columns"][name]]


def from_json(table):
    return pyarrow.table({
        name: pyarrow.array(cells(table, name), arrow_type(kind)) for name, kind in table["types"].items()})


def kind_of(arrow):
    """Name the value type of what came as this Arrow type."""
    types = pyarrow.types
    if types.is_list(arrow) or types.is_large_list(arrow):
        inner = kind_of(arrow.value_type)
        return inner + "_LIST" if inner + "_LIST" in ValueType.__members__ else "VALUE_LIST"
    if types.is_unsigned_integer(arrow) or types.is_signed_integer(arrow):
        return "INT64" if arrow.bit_width == 64 or arrow == pyarrow.uint32() else "INT32"
    tests = {
        "NULL": types.is_null, "BOOL": types.is_boolean, "FLOAT": types.is_float32, "DOUBLE": types.is_float64,
        "DECIMAL": types.is_decimal, "UNIX_TIMESTAMP": lambda one: types.is_timestamp(one) or types.is_date(one),
        "STRING": lambda one: types.is_string(one) or types.is_large_string(one),
        "BYTES": lambda one: types.is_binary(one) or types.is_large_binary(one) or types.is_fixed_size_binary(one),
        "STRUCT": types.is_struct, "MAP": types.is_map,
    }
    for kind, test in tests.items():
        if test(arrow):
            return kind
    raise TypeError(f"There is no value type for the Arrow type {arrow}.")


def plain(kind, value):
    """Make JSON of a Python value."""
    if value is None:
        return None
    if element(kind) and isinstance(value, (list, tuple, set)):
        return [plain(element(kind), one) for one in value]
    if isinstance(value, datetime.datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
        return (aware - EPOCH) // datetime.timedelta(microseconds=1)
    if isinstance(value, datetime.date):
        return plain(kind, datetime.datetime(value.year, value.month, value.day))
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, float) and kind in ("FLOAT", "DOUBLE"):
        return repr(value)
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain("MAP", one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain("VALUE_LIST", one) for one in value]
    return value


def whole_micros(column):
    nanos = pyarrow.types.is_timestamp(column.type) and column.type.unit == "ns"
    return column.cast(pyarrow.timestamp("us", tz=column.type.tz)) if nanos else column


def to_json(table):
    types = {name: kind_of(table.schema.field(name).type) for name in table.column_names}
    return {"types": types, "columns": {
        name: [plain(kind, value) for value in whole_micros(table[name]).to_pylist()] for name, kind in types.items()}}
