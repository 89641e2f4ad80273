def squares(n):
    xs = [i * i for i in range(n)]
    even = [x for x in xs if x % 2 == 0]
    byValue = {x: i for i, x in enumerate(even)}
    return sum(even) + len(byValue)


def run(n):
    y = 0
    for k in range(n):
        y = squares(10000)
    return y


def outcome():
    return [run(1)]
