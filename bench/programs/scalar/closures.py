def counter(step):
    total = 0

    def next():
        nonlocal total
        total += step
        return total

    return next


def compose(f, g):
    return lambda x: f(g(x))


def run(n):
    y = 0
    for k in range(n):
        next = counter(3)
        h = compose(lambda x: x + 1, lambda x: x * 2)
        for i in range(10000):
            y = h(next())
    return y


def outcome():
    return [run(1)]
