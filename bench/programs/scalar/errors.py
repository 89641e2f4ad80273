texts = ["x" if i % 4 == 0 else str(i) for i in range(2000)]


def total():
    sum = 0
    for text in texts:
        value = 0
        try:
            value = int(text)
        except ValueError as e:
            value = -1
        sum += value
    return sum


def run(n):
    y = 0
    for k in range(n):
        y = total()
    return y


def outcome():
    return [run(1)]
