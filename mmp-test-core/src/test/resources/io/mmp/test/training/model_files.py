"""Write the model files beside this one, and their digests as they follow from what the libraries themselves read.

Nothing here is taken from the code under test: LightGBM's, XGBoost's, ONNX's, safetensors', NumPy's and PyYAML's own readers give
the content. Run with lightgbm 4.7.0, xgboost 3.2.0, onnx 1.23.2, safetensors 0.8.0, numpy 2.4.6 and PyYAML 6.0.4.
"""

import csv
import hashlib
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import lightgbm
import numpy
import onnx
import xgboost
import yaml
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open
from safetensors.numpy import save_file

HERE = Path(__file__).parent


def sha(data):
    return hashlib.sha256(data).hexdigest()


def name(text):
    data = text.encode()
    return str(len(data)).encode() + b":" + data


def digest(entries):
    """entries: {(section, key): bytes}"""
    sections = {}
    for (section, key), content in entries.items():
        sections.setdefault(section, {})[key] = sha(content)
    whole = b""
    for section in sorted(sections):
        keys = sections[section]
        of_section = sha(b"".join(name(key) + keys[key].encode() + b"\n" for key in sorted(keys)))
        whole += name(section) + of_section.encode() + b"\n"
    return sha(whole)


def number(value):
    value = Decimal(str(value))
    if value == 0:
        return "0"
    return format(value.normalize(), "f")


def canonical(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return number(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\u000a") + '"'
    if isinstance(value, list):
        return "[" + ", ".join(canonical(element) for element in value) + "]"
    return "{" + ", ".join(canonical(k) + ": " + canonical(value[k]) for k in sorted(value)) + "}"


def flatten(entries, section, path, value):
    if isinstance(value, dict) and value:
        for key, member in value.items():
            step = "." + key if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key) else "[" + canonical(key) + "]"
            flatten(entries, section, path + step, member)
    elif isinstance(value, list) and any(isinstance(element, (dict, list)) for element in value):
        for i, element in enumerate(value):
            flatten(entries, section, f"{path}[{i}]", element)
    else:
        entries[section, path] = canonical(value).encode()


def data():
    random = numpy.random.default_rng(7)
    x = random.normal(size=(200, 3))
    y = (x[:, 0] + 0.5 * x[:, 1] + random.normal(scale=0.3, size=200) > 0).astype(int)
    return x, y


def lightgbm_files():
    x, y = data()
    for file, threads, seed, rounds in [
        ("lightgbm.txt", 1, 42, 3), ("lightgbm-2-threads.txt", 2, 42, 3), ("lightgbm-seed-43.txt", 1, 43, 3),
        ("lightgbm-2-trees.txt", 1, 42, 2),
    ]:
        booster = lightgbm.train(
            dict(objective="binary", num_leaves=4, verbosity=-1, deterministic=True, force_row_wise=True,
                 num_threads=threads, seed=seed, bagging_fraction=0.7, bagging_freq=1),
            lightgbm.Dataset(x, y, feature_name=["amount", "velocity", "age"]), rounds)
        booster.save_model(HERE / file)
        assert lightgbm.Booster(model_file=HERE / file).num_trees() == rounds


def lightgbm_digest(file):
    entries = {}
    text = (HERE / file).read_text()
    head, rest = text.split("\n\n", 1)
    for line in head.splitlines():
        key, _, value = line.partition("=")
        if key != "tree_sizes":
            entries["header", key] = value.encode()
    trees, rest = rest.split("end of trees", 1)
    for block in re.split(r"\n(?=Tree=)", "\n" + trees.strip()):
        if block.strip():
            lines = block.strip().splitlines()
            for line in lines[1:]:
                key, _, value = line.partition("=")
                entries["trees", f"tree {lines[0][5:]} {key}"] = value.encode()
    for line in re.search(r"feature_importances:\n(.*?)\n\n", rest, re.S).group(1).splitlines():
        key, _, value = line.partition("=")
        entries["feature_importances", key] = value.encode()
    for key, value in re.findall(r"^\[(\w+): (.*)\]$", rest, re.M):
        entries["parameters", key] = value.strip().encode()
    entries["pandas_categorical", "pandas_categorical"] = re.search(r"pandas_categorical:(.*)", rest).group(1).encode()
    return digest(entries)


def xgboost_files():
    x, y = data()
    booster = xgboost.train(
        dict(objective="binary:logistic", max_depth=2, nthread=1, seed=42),
        xgboost.DMatrix(x, y, feature_names=["amount", "velocity", "age"]), 3)
    booster.set_attr(owner="payments")
    booster.save_model(HERE / "xgboost.json")
    booster.save_model(HERE / "xgboost.ubj")


def xgboost_digest():
    model = json.loads((HERE / "xgboost.json").read_text(), parse_float=Decimal)
    entries = {}
    learner = model["learner"]
    flatten(entries, "learner", "learner", {
        k: v for k, v in learner.items()
        if k not in ("gradient_booster", "feature_names", "feature_types", "attributes")})
    for key in ("feature_names", "feature_types"):
        entries["features", key] = canonical(learner[key]).encode()
    flatten(entries, "attributes", "attributes", learner["attributes"])

    def booster(path, value):
        if isinstance(value, dict) and value:
            for key, member in value.items():
                if key == "trees":
                    for i, tree in enumerate(member):
                        for field, content in tree.items():
                            entries["trees", f"tree {i} {field}"] = canonical(content).encode()
                else:
                    booster(f"{path}.{key}", member)
        else:
            flatten(entries, "booster", path, value)

    booster("booster", learner["gradient_booster"])
    entries["version", "version"] = canonical(model["version"]).encode()
    return digest(entries)


WEIGHT = numpy.arange(6, dtype=numpy.float32).reshape(3, 2) / 8
BIAS = numpy.array([0.5, -1], dtype=numpy.float32)
SHAPE = numpy.array([-1, 2], dtype=numpy.int64)


def onnx_files():
    def tensor(key, values, raw):
        if raw:
            return numpy_helper.from_array(values, key)
        kind = TensorProto.INT64 if values.dtype == numpy.int64 else TensorProto.FLOAT
        return helper.make_tensor(key, kind, values.shape, values.flatten().tolist())

    for file, raw, documented in [("model.onnx", True, False), ("model-float-data.onnx", False, False)]:
        tensors = [tensor("weight", WEIGHT, raw), tensor("bias", BIAS, raw), tensor("shape", SHAPE, raw)]
        if not raw:
            tensors.reverse()
        graph = helper.make_graph(
            [helper.make_node("Gemm", ["x", "weight", "bias"], ["y"], name="score", alpha=0.5, transB=0),
             helper.make_node("Reshape", ["y", "shape"], ["z"], name="flat")],
            "fraud",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 3])],
            [helper.make_tensor_value_info("z", TensorProto.FLOAT, [None, 2])],
            tensors)
        model = helper.make_model(graph, producer_name="payments", opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8
        helper.set_model_props(model, {"owner": "payments"})
        onnx.checker.check_model(model)
        onnx.save(model, HERE / file)


def onnx_initializers():
    """The section of the initializers alone: the only one that does not depend on how messages are written."""
    model = onnx.load(HERE / "model.onnx")
    keys = {}
    for t in model.graph.initializer:
        values = numpy_helper.to_array(t)
        content = f"{values.dtype} {list(values.shape)}\n".encode() + values.tobytes()
        keys[t.name] = sha(content)
    return sha(b"".join(name(key) + keys[key].encode() + b"\n" for key in sorted(keys)))


def safetensors_files():
    save_file({"weight": WEIGHT, "bias": BIAS}, HERE / "model.safetensors", {"epoch": "3"})


def safetensors_digest():
    entries = {}
    with safe_open(HERE / "model.safetensors", "numpy") as file:
        for key in file.keys():
            values = file.get_tensor(key)
            kind = file.get_slice(key).get_dtype()
            entries["tensors", key] = f"{kind} {list(values.shape)}\n".encode() + values.tobytes()
        for key, value in file.metadata().items():
            entries["metadata", key] = canonical(value).encode()
    return digest(entries)


def numpy_files():
    numpy.savez(HERE / "arrays.npz", weight=WEIGHT, bias=BIAS)
    numpy.savez_compressed(HERE / "arrays-otherwise.npz", bias=BIAS.astype(">f4"), weight=numpy.asfortranarray(WEIGHT))
    numpy.save(HERE / "objects.npy", numpy.array([{"a": 1}, None], dtype=object))


def numpy_digest():
    entries = {}
    with numpy.load(HERE / "arrays.npz") as arrays:
        for key in arrays.files:
            values = arrays[key]
            kind = values.dtype.str[1:]
            entries[key, "type"] = kind.encode()
            entries[key, "shape"] = str(list(values.shape)).encode()
            entries[key, "values"] = f"{kind} {list(values.shape)}\n".encode() + values.tobytes()
    return digest(entries)


DOCUMENT = {
    "model": {"name": "fraud", "threshold": 0.25, "layers": [1, 2.5, 3], "none": None, "on time": True, "text": "a: b # c"},
    "steps": [{"name": "scale", "columns": ["amount", "age"]}, {"name": "it's", "empty": [], "nothing": {}}],
    "signature": json.dumps([{"name": f"column_{i}", "type": "double", "required": True} for i in range(6)]),
    "description": "two lines,\nand an end\n",
    "version": "3.10",
}


def json_and_yaml_files():
    (HERE / "document.json").write_text(json.dumps(DOCUMENT))
    (HERE / "document.yaml").write_text(yaml.safe_dump(DOCUMENT))
    (HERE / "document-flow.yaml").write_text(
        "# the same, by hand\n" + yaml.safe_dump(DOCUMENT, default_flow_style=True, sort_keys=False))
    (HERE / "document-narrow.yaml").write_text(yaml.safe_dump(DOCUMENT, width=30, indent=4, sort_keys=False))


def document_digest(document):
    entries = {}
    flatten(entries, "document", "$", document)
    return digest(entries)


ROWS = [["id", "text", "amount"], ["1", 'a "quoted", b', "1.50"], ["2", "two\nlines", ""]]


def csv_file():
    text = io.StringIO()
    csv.writer(text).writerows(ROWS)
    (HERE / "rows.csv").write_bytes(text.getvalue().encode())


def csv_digest():
    with open(HERE / "rows.csv", newline="") as file:
        header, *rows = list(csv.reader(file))
    entries = {("header", "columns"): canonical(header).encode(), ("header", "rows"): str(len(rows)).encode()}
    for i, column in enumerate(header):
        cells = sha(b"".join(name(row[i]) for row in rows))
        entries["columns", column] = f"{len(rows)} cells, sha256 {cells}".encode()
    return digest(entries)


if __name__ == "__main__":
    lightgbm_files()
    xgboost_files()
    onnx_files()
    safetensors_files()
    numpy_files()
    json_and_yaml_files()
    csv_file()
    with open(HERE / "document.yaml") as file:
        assert yaml.safe_load(file) == DOCUMENT
    golden = {
        "lightgbm.txt": lightgbm_digest("lightgbm.txt"),
        "lightgbm-2-threads.txt": lightgbm_digest("lightgbm-2-threads.txt"),
        "xgboost.json": xgboost_digest(),
        "xgboost.ubj": xgboost_digest(),
        "model.safetensors": safetensors_digest(),
        "arrays.npz": numpy_digest(),
        "arrays-otherwise.npz": numpy_digest(),
        "document.json": document_digest(DOCUMENT),
        "document.yaml": document_digest(DOCUMENT),
        "document-flow.yaml": document_digest(DOCUMENT),
        "document-narrow.yaml": document_digest(DOCUMENT),
        "rows.csv": csv_digest(),
    }
    (HERE / "digests.json").write_text(json.dumps(
        {"whole": golden, "initializers": onnx_initializers()}, indent=2) + "\n")
