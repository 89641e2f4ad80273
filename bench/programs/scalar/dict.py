def count(words):
    counts = {}
    for word in words:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


words = [f"w{i * i % 97}" for i in range(10000)]


def run(n):
    y = None
    for k in range(n):
        y = count(words)
    return y


def outcome():
    return list(run(1).values())
