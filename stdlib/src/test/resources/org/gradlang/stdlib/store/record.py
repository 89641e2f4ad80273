"""Writes recorded.txt: small files of PyTorch, NumPy and safetensors, each as a name and its bytes in base64.

Run with a Python that has torch (1.13), numpy and safetensors: python3 record.py
"""
import base64
import io
import pickle
import zipfile

import numpy as np
import torch
from safetensors.torch import save as safetensors

FILES = {}


def torch_file(name, value, **how):
    buffer = io.BytesIO()
    torch.save(value, buffer, **how)
    FILES[name] = buffer.getvalue()


def npy(name, array, version=None):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.asanyarray(array), version)
    FILES[name] = buffer.getvalue()


def net():
    return torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3), torch.nn.Tanh(), torch.nn.Linear(3, 1))


def step(model, optimizer):
    x = torch.tensor([[0.5, -1.0], [1.5, 2.0], [-0.25, 0.75]])
    loss = (model(x) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


torch.manual_seed(0)
model = net()
optimizer = torch.optim.Adam(model.parameters(), lr=0.1, weight_decay=0.01)
for _ in range(3):
    step(model, optimizer)
torch_file("state.pt", model.state_dict())
torch_file("checkpoint.pt", {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 3})
model.eval()
output = model(torch.tensor([[1.0, 2.0], [-3.0, 0.5]]))
FILES["output.txt"] = " ".join(f"{v:.5f}" for v in output.flatten().tolist()).encode()
model.train()
FILES["losses.txt"] = " ".join(f"{step(model, optimizer):.5f}" for _ in range(3)).encode()

base = torch.arange(6.0)
kinds = {
    "f64": torch.tensor([1.5, -2.0]).double(),
    "f16": torch.tensor([1.5, -2.0, float("inf")]).half(),
    "bf16": torch.tensor([1.5, -3.0]).bfloat16(),
    "i64": torch.tensor([2**62, -1]),
    "i32": torch.tensor([-5, 7], dtype=torch.int32),
    "i16": torch.tensor([-5, 7], dtype=torch.int16),
    "i8": torch.tensor([-5, 7], dtype=torch.int8),
    "u8": torch.tensor([250, 7], dtype=torch.uint8),
    "bool": torch.tensor([True, False]),
    "scalar": torch.tensor(3),
    "empty": torch.zeros(0, 2),
    "first": base[:4],
    "second": base[2:],
    "strided": base.view(2, 3).t(),
    "every": base[1::2],
    "wide": torch.ones(1).expand(3),
    "parameter": torch.nn.Parameter(torch.ones(2)),
    "plain": [None, True, -(2**63), 1.5, float("inf"), "grüß", (1, (2,)), {1: "a", (1, "b"): 2.0}],
    "size": torch.Size([2, 3]),
    "dtype": torch.float64,
    "device": torch.device("cpu"),
}
kinds["parameter"].tag = "kept by PyTorch as an attribute"
kinds["again"] = kinds["f64"]
torch_file("kinds.pt", kinds)
torch_file("kinds-protocol-5.pt", kinds, pickle_protocol=5)
torch_file("kinds-legacy.pt", kinds, _use_new_zipfile_serialization=False)
torch_file("kinds-legacy-4.pt", kinds, pickle_protocol=4, _use_new_zipfile_serialization=False)


class Since2:
    """A tensor as PyTorch 2 writes those of its newer dtypes."""

    def __init__(self, storage, dtype):
        self.storage, self.dtype = storage, dtype

    def __reduce__(self):
        return torch._utils._rebuild_tensor_v3, (self.storage, 0, (2,), (1,), False, {}, self.dtype)


def _rebuild_tensor_v3():
    pass


_rebuild_tensor_v3.__module__ = "torch._utils"
torch._utils._rebuild_tensor_v3 = _rebuild_tensor_v3
untyped = torch.tensor([-1, 5], dtype=torch.int32).storage().untyped()
torch_file("since-2.pt", {"x": Since2(untyped, torch.int32)})

cycle = [1]
cycle.append(cycle)
torch_file("cycle.pt", cycle)
torch_file("module.pt", torch.nn.Linear(1, 1))
torch_file("set.pt", {"x": {1, 2}})
torch_file("numpy.pt", {"best": np.float64(3)})
torch_file("sparse.pt", torch.eye(2).to_sparse())
torch_file("complex.pt", torch.tensor([1j]))
torch_file("huge-int.pt", [2**70])
torch_file("half.pt", {"dtype": torch.float16})
torch_file("bytes.pt", [b"a"], pickle_protocol=3)
FILES["plain.pkl"] = pickle.dumps({"a": [1, 2]}, protocol=2)

for code in "f8 f4 f2 i8 i4 i2 i1 u8 u4 u2 u1".split():
    for order in "<>" if code[1] != "1" else "|":
        npy(f"{order}{code}.npy", np.array([1, 0, 3 if code[0] == "u" else -3], dtype=order + code))
npy("bool.npy", np.array([[True], [False]]))
npy("scalar.npy", np.array(2.5))
npy("empty.npy", np.zeros((0, 3), dtype=np.float32))
npy("columns.npy", np.asfortranarray(np.arange(6).reshape(2, 3)))
npy("version-2.npy", np.array([1.5]), (2, 0))
npy("version-3.npy", np.array([1.5]), (3, 0))
npy("too-large.npy", np.array([2**64 - 1], dtype=np.uint64))
npy("objects.npy", np.array([{}, 1], dtype=object))
npy("records.npy", np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
npy("complex.npy", np.array([1j]))
npy("texts.npy", np.array(["a", "bc"]))
npy("times.npy", np.array(["2020-01-01"], dtype="datetime64[D]"))
for name, save in (("stored.npz", np.savez), ("compressed.npz", np.savez_compressed)):
    buffer = io.BytesIO()
    save(buffer, np.arange(3), a=np.ones((2, 2), dtype=np.float32), b=np.zeros(100))
    FILES[name] = buffer.getvalue()
buffer = io.BytesIO()
np.savez(buffer)
FILES["no-arrays.npz"] = buffer.getvalue()
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w") as archive:
    archive.writestr("notes.txt", "no array")
FILES["other.zip"] = buffer.getvalue()

FILES["python.safetensors"] = safetensors(
    {k: kinds[k] for k in "f64 f16 bf16 i64 i32 i16 i8 u8 bool scalar empty".split()}, {"made": "by hand"}
)

with open("recorded.txt", "w") as out:
    for name, content in FILES.items():
        print(name, base64.b64encode(content).decode(), file=out)
