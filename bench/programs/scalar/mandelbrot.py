def escape(a, b):
    x = 0.0
    y = 0.0
    i = 0
    while i < 100 and x * x + y * y < 4.0:
        next = x * x - y * y + a
        y = 2.0 * x * y + b
        x = next
        i += 1
    return i


def picture(size):
    total = 0
    for row in range(size):
        for column in range(size):
            total += escape(column / size * 3.0 - 2.0, row / size * 2.0 - 1.0)
    return total


def run(n):
    y = 0
    for k in range(n):
        y = picture(60)
    return y


def outcome():
    return [run(1)]
