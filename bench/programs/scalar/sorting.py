rows = [(i * 7919 % 10007, f"name{i}") for i in range(5000)]


def run(n):
    y = []
    for k in range(n):
        y = sorted(rows, key=lambda row: row[0])
    return y


def outcome():
    return [row[0] for row in run(1)[:20]]
