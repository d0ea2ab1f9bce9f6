"""The native peers of the training benchmark: scikit-learn and PyTorch, one thread each.

Reads one JSON request a line and answers one JSON line:
  {"open": {"peer", "name", "layers", "task", "batchSize", "rows", "inputs", "features", "targets", "weights"}}  → {"ready": true}
  {"run": {"steps": n}}                                                                                        → {"ms": …, "loss": …}
  {"matmul": {"m", "k", "n"}}                                                                                  → {"gflops": …}
`features`, `targets` and `weights` are base64 of little-endian float32. Batches are consecutive rows: every peer sees the same.
"""

import base64
import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def floats(text):
    return np.frombuffer(base64.b64decode(text), dtype="<f4").copy()


class Torch:
    """Eager PyTorch with its fused-loop Adam (foreach), whichever of the two Adam loops is faster here."""

    def __init__(self, spec):
        import torch

        torch.set_num_threads(1)
        self.torch, self.spec = torch, spec
        self.x = torch.tensor(floats(spec["features"])).reshape(spec["rows"], -1)
        if spec["kind"] == "cnn":
            side = spec["side"]
            self.x = self.x.reshape(spec["rows"], 1, side, side)
        targets = torch.tensor(floats(spec["targets"]))
        self.y = targets.long() if spec["task"] == "multiclass" else targets.reshape(-1, 1)
        losses = {"multiclass": torch.nn.CrossEntropyLoss, "binary": torch.nn.BCEWithLogitsLoss, "regression": torch.nn.MSELoss}
        self.loss = losses[spec["task"]]()
        self.model, self.at = self.build(), 0
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=spec["learningRate"], eps=1e-7, foreach=spec.get("foreach", False))

    def build(self):
        nn, spec, values = self.torch.nn, self.spec, [self.torch.tensor(floats(w)) for w in self.spec["weights"]]
        parts = []
        if spec["kind"] == "cnn":
            channels, side = 1, spec["side"]
            for conv in spec["convolutions"]:
                layer = nn.Conv2d(channels, conv["filters"], conv["size"])
                kernel, bias = values.pop(0), values.pop(0)
                with self.torch.no_grad():  # ours is [height, width, channels, filters]
                    layer.weight.copy_(kernel.reshape(conv["size"], conv["size"], channels, conv["filters"]).permute(3, 2, 0, 1))
                    layer.bias.copy_(bias)
                parts.append(layer)
                if spec["normalized"]:
                    parts.append(nn.BatchNorm2d(conv["filters"], eps=1e-3, momentum=0.01))
                parts += [nn.ReLU(), nn.MaxPool2d(2)]
                channels, side = conv["filters"], (side - conv["size"] + 1) // 2
            parts.append(nn.Flatten())
        for index, (inputs, units) in enumerate(spec["layers"]):
            layer = nn.Linear(inputs, units)
            kernel, bias = values.pop(0).reshape(inputs, units), values.pop(0)
            if spec["kind"] == "cnn":  # rows of ours are (height, width, channel), PyTorch flattens (channel, height, width)
                kernel = kernel.reshape(side, side, channels, units).permute(2, 0, 1, 3).reshape(inputs, units)
            with self.torch.no_grad():
                layer.weight.copy_(kernel.T)
                layer.bias.copy_(bias)
            parts.append(layer)
            if index + 1 < len(spec["layers"]):
                parts.append(nn.ReLU())
        return nn.Sequential(*parts)

    def run(self, steps):
        size, rows, loss = self.spec["batchSize"], self.spec["rows"], None
        start = time.perf_counter()
        for _ in range(steps):
            end = min(self.at + size, rows)
            self.optimizer.zero_grad()
            loss = self.loss(self.model(self.x[self.at : end]), self.y[self.at : end])
            loss.backward()
            self.optimizer.step()
            self.at = 0 if end == rows else end
        value = float(loss)
        return (time.perf_counter() - start) * 1000, value


class Sklearn:
    """scikit-learn's MLP: one `partial_fit` over all rows is one epoch of batches, which spreads its checks of the input."""

    def __init__(self, spec):
        from sklearn.neural_network import MLPClassifier, MLPRegressor

        self.spec = spec
        self.x = floats(spec["features"]).reshape(spec["rows"], -1)
        self.y = floats(spec["targets"])
        self.classes = None
        hidden = tuple(units for _, units in spec["layers"][:-1])
        options = dict(hidden_layer_sizes=hidden, solver="adam", batch_size=spec["batchSize"], shuffle=False, alpha=0.0,
                       learning_rate_init=spec["learningRate"], epsilon=1e-7, random_state=1)
        if spec["task"] == "regression":
            self.model = MLPRegressor(**options)
        else:
            self.model = MLPClassifier(**options)
            self.y = self.y.astype(int)
            self.classes = np.arange(max(int(self.y.max()) + 1, 2))
        self.epoch()
        values = [floats(w) for w in spec["weights"]]
        for index, (inputs, units) in enumerate(spec["layers"]):
            self.model.coefs_[index][...] = values[2 * index].reshape(inputs, units)
            self.model.intercepts_[index][...] = values[2 * index + 1]

    def epoch(self):
        if self.classes is None:
            self.model.partial_fit(self.x, self.y)
        else:
            self.model.partial_fit(self.x, self.y, classes=self.classes)

    def run(self, steps):
        per_epoch = -(-self.spec["rows"] // self.spec["batchSize"])
        epochs = max(1, round(steps / per_epoch))
        start = time.perf_counter()
        for _ in range(epochs):
            self.epoch()
        ms = (time.perf_counter() - start) * 1000
        return ms * steps / (epochs * per_epoch), float(self.model.loss_)


def matmul(size):
    a = np.random.rand(size["m"], size["k"]).astype("f4")
    b = np.random.rand(size["k"], size["n"]).astype("f4")
    flops = 2 * size["m"] * size["k"] * size["n"]
    repeats, best = max(1, int(2e8 / flops)), 1e9
    for _ in range(7):
        start = time.perf_counter()
        for _ in range(repeats):
            a @ b
        best = min(best, (time.perf_counter() - start) / repeats)
    return flops / best / 1e9


def main():
    peers = {"torch": Torch, "sklearn": Sklearn}
    current = None
    for line in sys.stdin:
        request = json.loads(line)
        if "open" in request:
            current = peers[request["open"]["peer"]](request["open"])
            answer = {"ready": True}
        elif "run" in request:
            ms, loss = current.run(request["run"]["steps"])
            answer = {"ms": ms, "loss": loss}
        else:
            answer = {"gflops": matmul(request["matmul"])}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
