def product(a, b):
    result = []
    for row in a:
        line = []
        for j in range(len(b[0])):
            total = 0.0
            for k in range(len(b)):
                total += row[k] * b[k][j]
            line.append(total)
        result.append(line)
    return result


a = [[i * 0.5 + j for j in range(40)] for i in range(40)]
b = [[i - j * 0.25 for j in range(40)] for i in range(40)]


def run(n):
    y = []
    for k in range(n):
        y = product(a, b)
    return y


def outcome():
    return run(1)[7]
