"""examples/digits.grad in PyTorch: the same data, net, optimizer, batches and epochs."""

import gzip
import os

import torch
from torch import nn
from torch.utils import data

path = os.path.join(os.path.dirname(__file__), "../../examples/data/digits.csv.gz")
with gzip.open(path, "rt") as lines:
    table = torch.tensor([[float(cell) for cell in line.split(",")] for line in lines if line[0].isdigit()])

torch.manual_seed(7)
images = table[:, :64] / 16
digits = table[:, 64].long()
samples = data.TensorDataset(images, digits)
training, testing = data.random_split(samples, [0.8, 0.2])


class Reader(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.features = nn.Linear(64, hidden)
        self.scores = nn.Linear(hidden, 10)

    def forward(self, images):
        return self.scores(torch.relu(self.features(images)))


net = Reader(128)
optimizer = torch.optim.Adam(net.parameters(), lr=0.003)
print(net)
print(f"{sum(p.numel() for p in net.parameters())} weights, {len(training)} images to learn from")

batches = data.DataLoader(training, batch_size=32, shuffle=True)
running = None
for epoch in range(20):
    for images, digits in batches:
        loss = nn.functional.cross_entropy(net(images), digits)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()

net.eval()
right = 0
with torch.no_grad():
    for images, digits in data.DataLoader(testing, batch_size=100):
        right += (net(images).argmax(dim=1) == digits).sum().item()
print(f"{right} of {len(testing)} new images are read right: {right / len(testing):.1%}")
