"""Runs the Python side of benchmark rows: a line in is a command, a line out is its answer.

    load NAME LINES   and then so many lines of a program that declares run(n) and outcome()
    time NAME N CLOCK nanoseconds that run(N) takes, by the WALL or as the thread has had a PROCESSOR
    digest NAME       numbers that tell what outcome() gives
    drop NAME         forgets a program
    describe          versions
"""

import gc
import os
import platform
import sys
import time

import torch

threads = int(sys.argv[1])
torch.set_num_threads(threads)
programs = {}


def digest(values):
    found = []
    for v in values:
        if isinstance(v, torch.Tensor):
            flat = v.detach().double().flatten()
            found += [flat.sum().item(), flat.abs().sum().item(), flat[0].item(), flat[-1].item()]
        else:
            found.append(float(v))
    return " ".join(map(repr, found))


def answer(words):
    match words:
        case ["load", name, lines]:
            text = "".join(sys.stdin.readline() for _ in range(int(lines)))
            scope = {"torch": torch}
            exec(compile(text, name, "exec"), scope)
            programs[name] = scope
            return ""
        case ["time", name, n, clock]:
            run, n = programs[name]["run"], int(n)
            now = time.perf_counter_ns if clock == "WALL" else time.thread_time_ns
            start = now()
            run(n)
            return str(now() - start)
        case ["digest", name]:
            return digest(programs[name]["outcome"]())
        case ["drop", name]:
            del programs[name]
            gc.collect()
            return ""
        case ["describe"]:
            with open("/proc/self/maps") as maps:
                blas = {os.path.realpath(line.split()[-1]) for line in maps if "blas" in line}
            blas = ", ".join(sorted(os.path.basename(b) for b in blas if "openblas" in b))
            return f"PyTorch {torch.__version__} ({blas or 'no OpenBLAS'}) in CPython {platform.python_version()}"
    return "what?"


for line in sys.stdin:
    try:
        print("ok", answer(line.split()), flush=True)
    except Exception as e:
        print("error", repr(e).replace("\n", " "), flush=True)
