"""The workloads mlp and reference in PyTorch, for bench/step.ts: feeds on the first line of stdin, then one request a line."""

import json
import math
import sys
import time

import torch

threads = int(sys.argv[1])
torch.set_num_threads(threads)
feeds = json.loads(sys.stdin.readline())
columns = feeds["nNumbers"]


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


numbers = tensor(feeds["numbers"]).reshape(-1, columns)
labels = tensor(feeds["labels"]).reshape(-1, 1)
batches = [torch.tensor(rows) for rows in feeds["batches"]]
noise = [tensor(values) for values in feeds["noise"]]
parameters = {
    name: tensor(given["values"]).reshape(given["shape"]).requires_grad_()
    for name, given in feeds["parameters"].items()
}
settings = feeds["optimiser"]
# All parameters in one call of each operation, where this version of PyTorch can.
optimiser = torch.optim.Adam(
    list(parameters.values()),
    lr=feeds["learningRate"] * settings["rate"],
    betas=(settings["beta1"], settings["beta2"]),
    eps=settings["epsilon"],
    foreach=True,
)
position = 0


def gated(x, step):
    """Returns the columns times their gates, and what open gates cost."""
    reach = feeds["gateReach"]
    level = parameters["gates/gates"] + reach
    is_open = 0.5 * (1 + torch.erf(level / (reach * math.sqrt(2))))
    return x * torch.clamp(level + reach * noise[step], 0, 1), feeds["gateCharge"] / columns * is_open.sum()


def dense(x, name):
    return torch.addmm(parameters[f"network/{name}/b"], x, parameters[f"network/{name}/w"])


def train(n_steps):
    """Does n_steps steps and returns their mean loss, without penalties."""
    global position
    total = torch.zeros(())
    for _ in range(n_steps):
        step = position % len(batches)
        position += 1
        x, y = numbers[batches[step]], labels[batches[step]]
        penalty = 0
        if feeds["hasGates"]:
            x, penalty = gated(x, step)
        logits = dense(torch.relu(dense(torch.relu(dense(x, "first")), "second")), "out")
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, y)
        optimiser.zero_grad(set_to_none=True)
        (loss + penalty).backward()
        optimiser.step()
        total += loss.detach()
    return total.item() / n_steps


def gigaflops():
    """The fastest of a few matrix products: PyTorch is a fair peer only where its linear algebra is a fast one."""
    a, b = torch.ones(256, 512), torch.ones(512, 512)
    fastest = math.inf
    for _ in range(20):
        begin = time.process_time()
        for _ in range(10):
            a @ b
        fastest = min(fastest, time.process_time() - begin)
    return 10 * 2 * 256 * 512 * 512 / max(fastest, 1e-9) / 1e9


speed = gigaflops()
if speed < 20:
    print(
        f"PyTorch multiplies matrices at {speed:.0f} GFLOP/s a thread: install a fast BLAS (libopenblas0-pthread on Debian).",
        file=sys.stderr,
    )
print(json.dumps({"adapter": f"PyTorch {torch.__version__}", "threads": threads}), flush=True)
for line in sys.stdin:
    begin, cpu = time.perf_counter(), time.process_time()
    loss = train(json.loads(line)["steps"])
    answer = {"ms": 1000 * (time.perf_counter() - begin), "cpuMs": 1000 * (time.process_time() - cpu), "loss": loss}
    print(json.dumps(answer), flush=True)
