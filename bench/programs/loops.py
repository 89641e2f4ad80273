def sums():
    total = 0
    for i in range(3163):
        for j in range(3163):
            total = total + i * j
    return total


def run(n):
    y = 0
    for k in range(n):
        y = sums()
    return y


def outcome():
    return [run(1)]
