def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def run(n):
    y = 0
    for i in range(n):
        y = fib(27)
    return y


def outcome():
    return [run(1)]
