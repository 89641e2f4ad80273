"""The most bytes that tensors of a program hold at one time, over its setup and N runs of it: memory.py FILE N."""

import sys

import torch
from torch.profiler import ProfilerActivity, profile

text, n = open(sys.argv[1]).read(), int(sys.argv[2])
torch.zeros(1).sum()
with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as prof:
    scope = {"torch": torch}
    exec(compile(text, sys.argv[1], "exec"), scope)
    scope["run"](n)
held = most = 0
for event in prof.profiler.kineto_results.events():
    if event.name() == "[memory]":
        held += event.nbytes()
        most = max(most, held)
print(most, held)
